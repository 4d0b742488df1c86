import { describe, expect, it } from 'vitest';
import { joinVectors, toInt8Vector } from './to-int8-vector.js';

describe('toInt8Vector', () => {
  it('brings the largest component to 127 and keeps the proportion of the others', () => {
    expect([...toInt8Vector([0.5, -0.25, 0.1, 0])]).toEqual([127, -63, 25, 0]);
  });

  it('brings a negative largest component to -127, never to -128', () => {
    expect([...toInt8Vector([-3, 1.5])]).toEqual([-127, 64]);
  });

  it('gives the same vector for any multiple of its input', () => {
    const values = [0.031, -0.07, 0.002, 0.055];
    expect(toInt8Vector(values.map((value) => value * 1000))).toEqual(toInt8Vector(values));
  });

  it('leaves a zero vector zero instead of dividing by its length', () => {
    expect([...toInt8Vector([0, 0, 0])]).toEqual([0, 0, 0]);
  });

  it('keeps the direction of a vector of 384 components to a cosine of 0.999', () => {
    const values = Float32Array.from({ length: 384 }, (_, index) => Math.sin(index * 12.9898) / 20);
    const vector = toInt8Vector(values);
    let dot = 0;
    let valuesSquared = 0;
    let vectorSquared = 0;
    for (const [index, value] of values.entries()) {
      const rounded = vector[index] ?? 0;
      dot += value * rounded;
      valuesSquared += value * value;
      vectorSquared += rounded * rounded;
    }
    expect(dot / Math.sqrt(valuesSquared * vectorSquared)).toBeGreaterThan(0.999);
  });
});

describe('joinVectors', () => {
  it('lays vectors one after the other', () => {
    expect([...joinVectors([Int8Array.of(1, 2), Int8Array.of(3, 4)])]).toEqual([1, 2, 3, 4]);
  });

  it('gives an array of its own, so that changing a part changes nothing else', () => {
    const part = Int8Array.of(1, 2);
    const joined = joinVectors([part]);
    part[0] = 9;
    expect([...joined]).toEqual([1, 2]);
  });
});
