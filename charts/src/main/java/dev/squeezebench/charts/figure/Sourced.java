package dev.squeezebench.charts.figure;

/**
 * A record and the file that it stands in.
 *
 * @param input number of the input file, from 0
 * @param record the record
 * @param <T> its kind
 */
public record Sourced<T>(int input, T record) {}
