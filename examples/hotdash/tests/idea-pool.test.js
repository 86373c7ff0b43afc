import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { poolFaults } from '../app/idea-pool/rules.js';
import { canMove, move, statuses } from '../app/idea-pool/status.js';

const fixture = async (name) => JSON.parse(await readFile(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'));

test("the feature pack's pool obeys the rule", async () => {
  const { items } = await fixture('idea_pool');
  assert.deepEqual(poolFaults(items.flatMap((item) => item.suggestion ?? [])), []);
});

for (const { why, types } of await fixture('broken_pools')) {
  test(`a pool with ${why} is refused`, () => {
    const suggestions = types.map((type) => ({ status: 'active', suggestion_type: type }));
    assert.notDeepEqual(poolFaults(suggestions), []);
  });
}

test('suggestions that are not active do not count', () => {
  assert.deepEqual(poolFaults([{ status: 'draft', suggestion_type: 'wildcard' }]), [
    '0 ideas are active, not 5',
    '0 active ideas are wildcards, not 1',
  ]);
});

test('every active idea of the fixture is approved', async () => {
  const { items } = await fixture('idea_pool');
  const active = items.filter((item) => item.suggestion?.status === 'active');
  assert.deepEqual([...new Set(active.map((item) => item.idea.status))], ['approved']);
});

test('a draft reaches approval only through review', () => {
  assert.equal(canMove('draft', 'approved'), false);
  assert.equal(canMove('draft', 'pending_review'), true);
  assert.equal(canMove('pending_review', 'approved'), true);
});

test('no decision turns into the other one directly', () => {
  assert.equal(canMove('approved', 'rejected'), false);
  assert.equal(canMove('rejected', 'approved'), false);
});

test('no status is a dead end, and none is unknown', () => {
  for (const from of statuses) assert.ok(statuses.some((to) => canMove(from, to)));
  assert.equal(canMove('published', 'draft'), false);
  assert.throws(() => move({ id: 'x', status: 'published' }, 'draft'), /cannot go from published to draft/);
});

test('a decision needs a reviewer, who is forgotten when the idea goes back to draft', () => {
  const idea = { id: 'idea-toaster-rod', status: 'pending_review' };
  assert.throws(() => move(idea, 'approved'), /needs a reviewer/);
  const approved = move(idea, 'approved', 'CEO');
  assert.equal(approved.reviewer, 'CEO');
  assert.equal(move(approved, 'draft').reviewer, null);
});
