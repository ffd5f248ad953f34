package dev.squeezebench.measure.tensor;

import java.util.List;

/**
 * One tensor of a safetensors header, already checked against the file.
 *
 * @param name as in the header
 * @param stored how its elements are stored, and read
 * @param shape dimensions
 * @param begin first byte, counted from the end of the header
 * @param end one past the last byte
 */
record SafetensorsEntry(String name, SafetensorsType stored, List<Long> shape, long begin, long end) {
    long bytes() {
        return end - begin;
    }
}
