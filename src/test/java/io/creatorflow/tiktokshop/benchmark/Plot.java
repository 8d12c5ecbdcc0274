package io.creatorflow.tiktokshop.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws what an order costs, by how many orders there are and of how many shops: flat lines are good ones. */
final class Plot {

    /** Where it is, beside the report. */
    static final String FILE = "cost-by-size.svg";

    /**
     * A measure.
     *
     * @param micros of wall time for one order
     */
    private record Point(String curve, int orders, double micros) {}

    private static final int WIDTH = 640;
    private static final int HEIGHT = 320;
    private static final int LEFT = 70;
    private static final int RIGHT = WIDTH - 20;
    private static final int BOTTOM = 270;
    private static final int TOP = 40;
    private static final List<String> COLOURS = List.of("#1f77b4", "#d62728", "#2ca02c", "#9467bd");

    private final List<Point> points = new ArrayList<>();
    private final StringBuilder svg = new StringBuilder();

    /** Adds a measure to a curve. */
    void add(String curve, int orders, double micros) {
        points.add(new Point(curve, orders, micros));
    }

    void write(Path report) {
        try {
            Files.writeString(report.toAbsolutePath().resolveSibling(FILE), drawn());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String drawn() {
        svg.setLength(0);
        draw(
                "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif' font-size='12'>",
                WIDTH, HEIGHT);
        draw("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
        text(LEFT, 20, "Wall time for an order, µs, by the number of orders");
        axes();
        List<String> curves = points.stream().map(Point::curve).distinct().toList();
        curves.forEach(name -> curve(name, curves.indexOf(name)));
        draw("</svg>");
        return svg.toString();
    }

    private void axes() {
        for (double share = 0; share <= 1; share += 0.25) {
            line(LEFT, y(share * most()), RIGHT, y(share * most()), share == 0 ? "black" : "#dddddd");
            text(20, y(share * most()) + 4, String.format(Locale.ROOT, "%,.0f", share * most()));
        }
        sizes().forEach(size -> text(x(size) - 20, BOTTOM + 18, String.format(Locale.ROOT, "%,d", size)));
    }

    /** The measures of a curve, and what its colour means. */
    private void curve(String name, int number) {
        String colour = COLOURS.get(number % COLOURS.size());
        Point before = null;
        for (Point point : points.stream().filter(p -> p.curve.equals(name)).toList()) {
            draw("<circle cx='%d' cy='%d' r='5' fill='%s'/>", x(point.orders), y(point.micros), colour);
            if (before != null) {
                line(x(before.orders), y(before.micros), x(point.orders), y(point.micros), colour);
            }
            before = point;
        }
        int left = 20 + 155 * number;
        line(left, HEIGHT - 16, left + 20, HEIGHT - 16, colour);
        text(left + 26, HEIGHT - 12, name);
    }

    private List<Integer> sizes() {
        return points.stream().map(Point::orders).distinct().sorted().toList();
    }

    private double most() {
        return 1.2 * points.stream().mapToDouble(Point::micros).max().orElse(1);
    }

    private int x(int size) {
        return LEFT + 80 + sizes().indexOf(size) * (RIGHT - LEFT - 160) / Math.max(1, sizes().size() - 1);
    }

    private int y(double micros) {
        return (int) (BOTTOM - micros / most() * (BOTTOM - TOP));
    }

    private void text(int x, int y, String text) {
        draw("<text x='%d' y='%d'>%s</text>", x, y, text);
    }

    private void line(int fromX, int fromY, int toX, int toY, String colour) {
        draw("<line x1='%d' y1='%d' x2='%d' y2='%d' stroke='%s'/>", fromX, fromY, toX, toY, colour);
    }

    private void draw(String element, Object... values) {
        svg.append(String.format(Locale.ROOT, element, values)).append('\n');
    }
}
