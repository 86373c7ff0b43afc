import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rates } from '../app/analytics/rates.js';

test('rates are parts of the reach; conversions are parts of the clicks', () => {
  assert.deepEqual(rates({ reach: 4200, engagements: 336, clicks: 84, conversions: 7 }), {
    engagement_rate: 0.08,
    click_through_rate: 0.02,
    conversion_rate: 0.0833,
  });
});

test('nobody reached is no rate, not a rate of zero', () => {
  assert.deepEqual(rates({ reach: 0, engagements: 0, clicks: 0, conversions: 0 }), {
    engagement_rate: null,
    click_through_rate: null,
    conversion_rate: null,
  });
});

test('people reached who did nothing are a rate of zero', () => {
  assert.equal(rates({ reach: 10, engagements: 0, clicks: 0, conversions: 0 }).engagement_rate, 0);
});
