package io.creatorflow.tiktokshop.house;

import io.creatorflow.tiktokshop.house.rules.CamelTraps;
import io.creatorflow.tiktokshop.house.rules.CanonicalYaml;
import io.creatorflow.tiktokshop.house.rules.Commands;
import io.creatorflow.tiktokshop.house.rules.ConstantSql;
import io.creatorflow.tiktokshop.house.rules.Descriptions;
import io.creatorflow.tiktokshop.house.rules.DocumentLinks;
import io.creatorflow.tiktokshop.house.rules.Documented;
import io.creatorflow.tiktokshop.house.rules.DynamicTargets;
import io.creatorflow.tiktokshop.house.rules.EndpointOptions;
import io.creatorflow.tiktokshop.house.rules.ErrorHandling;
import io.creatorflow.tiktokshop.house.rules.EventTypes;
import io.creatorflow.tiktokshop.house.rules.FileShape;
import io.creatorflow.tiktokshop.house.rules.KameletCalls;
import io.creatorflow.tiktokshop.house.rules.KameletContract;
import io.creatorflow.tiktokshop.house.rules.Knobs;
import io.creatorflow.tiktokshop.house.rules.Languages;
import io.creatorflow.tiktokshop.house.rules.Links;
import io.creatorflow.tiktokshop.house.rules.NoSecrets;
import io.creatorflow.tiktokshop.house.rules.NullMarkedPackages;
import io.creatorflow.tiktokshop.house.rules.PlainPredicates;
import io.creatorflow.tiktokshop.house.rules.PlainText;
import io.creatorflow.tiktokshop.house.rules.PlainUris;
import io.creatorflow.tiktokshop.house.rules.Pom;
import io.creatorflow.tiktokshop.house.rules.QuietConsole;
import io.creatorflow.tiktokshop.house.rules.Receivers;
import io.creatorflow.tiktokshop.house.rules.RouteIds;
import io.creatorflow.tiktokshop.house.rules.RoutesMapFresh;
import io.creatorflow.tiktokshop.house.rules.SmallClasses;
import io.creatorflow.tiktokshop.house.rules.StepIds;
import io.creatorflow.tiktokshop.house.rules.TellingNames;
import io.creatorflow.tiktokshop.house.rules.TrackedText;
import java.util.List;

/** The house rules. */
final class HouseRules {

    private HouseRules() {}

    static List<Rule> all() {
        return List.of(
                new CanonicalYaml(),
                new EndpointOptions(),
                new KameletCalls(),
                new KameletContract(),
                new RouteIds(),
                new Descriptions(),
                new StepIds(),
                new FileShape(),
                new PlainText(),
                new PlainUris(),
                new PlainPredicates(),
                new Languages(),
                new ErrorHandling(),
                new CamelTraps(),
                new Knobs(),
                new Links(),
                new DynamicTargets(),
                new ConstantSql(),
                new Receivers(),
                new EventTypes(),
                new NoSecrets(),
                new RoutesMapFresh(),
                new SmallClasses(),
                new Documented(),
                new DocumentLinks(),
                new TellingNames(),
                new NullMarkedPackages(),
                new QuietConsole(),
                new Pom(),
                new Commands(),
                new TrackedText());
    }
}
