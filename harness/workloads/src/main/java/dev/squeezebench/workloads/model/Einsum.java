package dev.squeezebench.workloads.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A sum of products in Einstein's notation, such as {@code bhid,bhjd->bhij}.
 *
 * @param output shape of the result
 * @param terms how many products are summed up in all
 * @param operands how many factors a product has
 */
record Einsum(List<Long> output, long terms, int operands) {
    /** @throws ArithmeticException when a size is not known, or the notation is one with an ellipsis */
    static Einsum of(OnnxNode node) {
        String equation = node.text("equation").replace(" ", "");
        String[] sides = equation.split("->", -1);
        String[] operands = sides[0].split(",", -1);
        if (equation.contains(".") || operands.length != node.inputs()) {
            throw new ArithmeticException("an equation of another kind");
        }
        Map<Character, Long> sizes = new HashMap<>();
        Map<Character, Integer> seen = new TreeMap<>();
        for (int i = 0; i < operands.length; i++) {
            for (int axis = 0; axis < operands[i].length(); axis++) {
                char letter = operands[i].charAt(axis);
                sizes.merge(letter, node.shape(i).get(axis), Math::max);
                seen.merge(letter, 1, Integer::sum);
            }
        }
        StringBuilder output = new StringBuilder(sides.length > 1 ? sides[1] : "");
        if (sides.length == 1) {
            seen.forEach((letter, count) -> output.append(count == 1 ? String.valueOf(letter) : ""));
        }
        return new Einsum(
                output.chars()
                        .mapToObj(letter -> sizes.getOrDefault((char) letter, 1L))
                        .toList(),
                Known.product(List.copyOf(sizes.values())),
                operands.length);
    }
}
