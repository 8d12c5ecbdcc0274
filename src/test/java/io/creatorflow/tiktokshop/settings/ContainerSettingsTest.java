package io.creatorflow.tiktokshop.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The container gets every setting of production that the README tells. */
class ContainerSettingsTest {

    private static final Pattern ROW = Pattern.compile("^\\| (`.*?) \\|", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([A-Z][A-Z_]+)(?=`|_…)");

    /** Right for every container: TikTok Shop's hosts, and what the image itself sets. */
    private static final Set<String> SET_ALREADY =
            Set.of("TIKTOK_SHOP_API_URL", "TIKTOK_SHOP_AUTH_URL", "ROUTES_DIR", "SERVER_ADDRESS", "SERVER_PORT");

    @Test
    void everySettingOfTheReadmeIsHandedOn() throws IOException {
        String production =
                Files.readString(Path.of("README.md")).split("## Production")[1].split("\n## ")[0];
        Set<String> told = ROW.matcher(production)
                .results()
                .map(MatchResult::group)
                .flatMap(row -> NAME.matcher(row).results())
                .map(name -> name.group(1))
                .filter(name -> !SET_ALREADY.contains(name))
                .filter(name -> !name.startsWith("_"))
                .collect(Collectors.toCollection(TreeSet::new));
        JsonNode compose = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("docker/compose.yaml").toFile());
        Set<String> handedOn = new TreeSet<>();
        compose.at("/services/integration/environment").fieldNames().forEachRemaining(handedOn::add);

        assertThat(told)
                .contains("TIKTOK_SHOP_TOKEN_KEY_PREVIOUS", "DOWNSTREAM_ANALYTICS")
                .hasSizeGreaterThan(9);
        assertThat(told).allSatisfy(name -> assertThat(handedOn).anyMatch(given -> given.startsWith(name)));
    }
}
