/**
 * Measures the packaged integration beside a plain reference on the same PostgreSQL. Nothing here is a test of
 * correctness alone: see {@link io.creatorflow.tiktokshop.benchmark.Benchmark}.
 */
package io.creatorflow.tiktokshop.benchmark;
