package dev.squeezebench.workloads.network;

import java.util.List;
import java.util.stream.Stream;

/**
 * Sum of word, position and token-type embeddings, then normalised.
 *
 * @param name prefix of its parameters, {@code embeddings}
 * @param vocabulary rows of the word table
 * @param positions rows of the position table: the longest sequence
 * @param tokenTypes rows of the token-type table
 * @param width columns of all three
 * @param norm the normalisation
 */
public record Embeddings(String name, int vocabulary, int positions, int tokenTypes, int width, LayerNorm norm) {
    public Parameter words() {
        return table("word_embeddings", vocabulary);
    }

    public Parameter positionTable() {
        return table("position_embeddings", positions);
    }

    public Parameter tokenTypeTable() {
        return table("token_type_embeddings", tokenTypes);
    }

    private Parameter table(String table, int rows) {
        return new Parameter(name + '.' + table + ".weight", List.of(rows, width), Parameter.Role.EMBEDDING);
    }

    public List<Parameter> parameters() {
        return Stream.concat(Stream.of(words(), positionTable(), tokenTypeTable()), norm.parameters().stream())
                .toList();
    }
}
