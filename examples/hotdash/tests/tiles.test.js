import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { percentile, tileVerdict } from '../app/tiles/latency.js';

const loads = JSON.parse(await readFile(new URL('fixtures/tile_loads.json', import.meta.url), 'utf8'));

test('the percentile is one of the samples (nearest rank)', () => {
  const samples = [15, 20, 35, 40, 50];
  assert.equal(percentile(samples, 30), 20);
  assert.equal(percentile(samples, 40), 20);
  assert.equal(percentile(samples, 50), 35);
  assert.equal(percentile(samples, 100), 50);
});

test('the percentile does not depend on the order, and leaves the samples as they are', () => {
  const samples = [3, 1, 2];
  assert.equal(percentile(samples, 50), 2);
  assert.deepEqual(samples, [3, 1, 2]);
});

test('no samples, no percentile', () => {
  assert.equal(percentile([], 95), undefined);
});

test('one slow load in twenty is within the objective, many are over it', () => {
  assert.equal(tileVerdict(loads['idea-pool']), 'within');
  assert.equal(tileVerdict(loads['content-performance']), 'over');
});

test('too few loads say nothing, however fast they are', () => {
  assert.equal(tileVerdict(loads['trends']), 'unknown');
  assert.equal(tileVerdict([]), 'unknown');
});
