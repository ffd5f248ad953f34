package dev.squeezebench.runners.onnxruntime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One setting of a session that a user may change, with the values it takes. The rows are in {@link RunnerOptions}. */
sealed interface RunnerOption {
    /** Word in settings and flags. */
    String name();

    /** Value where the user names none. */
    String defaultValue();

    /** What a value does; empty when this option does not take it. */
    Optional<SessionEffect> effect(String value);

    /** The values it takes, for messages. */
    String values();

    /** An option with a few named values, the default first. */
    static RunnerOption choice(String name, Value... values) {
        return new Choice(name, Arrays.asList(values));
    }

    /**
     * A value of a choice.
     *
     * @param word as the user writes it
     * @param effect what it does
     */
    record Value(String word, SessionEffect effect) {}

    /**
     * An option with a few named values.
     *
     * @param name word in settings and flags
     * @param choices the values, the default first
     */
    record Choice(String name, List<Value> choices) implements RunnerOption {
        public Choice {
            choices = List.copyOf(choices);
        }

        @Override
        public String defaultValue() {
            return choices.get(0).word();
        }

        @Override
        public Optional<SessionEffect> effect(String value) {
            return choices.stream()
                    .filter(choice -> choice.word().equals(value))
                    .map(Value::effect)
                    .findFirst();
        }

        @Override
        public String values() {
            return choices.stream().map(Value::word).collect(Collectors.joining(", "));
        }
    }

    /**
     * An option that counts something from 1 on, 1 by default.
     *
     * @param name word in settings and flags
     * @param setter what a count does
     */
    record Count(String name, Setter setter) implements RunnerOption {
        /** Four digits: above it is a typing error rather than a machine. */
        private static final String COUNTS = "[1-9][0-9]{0,3}";

        /** Sets a count. */
        @FunctionalInterface
        interface Setter {
            void set(SessionOptions options, int count) throws OrtException;
        }

        @Override
        public String defaultValue() {
            return "1";
        }

        @Override
        public Optional<SessionEffect> effect(String value) {
            if (!value.matches(COUNTS)) {
                return Optional.empty();
            }
            int count = Integer.parseInt(value);
            return Optional.of(options -> setter.set(options, count));
        }

        @Override
        public String values() {
            return "1 to 9999";
        }
    }
}
