/**
 * The rates of one measurement, as the database generates them. Null where there is nothing to divide by: no data is
 * not zero.
 *
 * @param {{ reach: number, engagements: number, clicks: number, conversions: number }} measured
 */
export function rates({ reach, engagements, clicks, conversions }) {
  return {
    engagement_rate: ratio(engagements, reach),
    click_through_rate: ratio(clicks, reach),
    conversion_rate: ratio(conversions, clicks),
  };
}

function ratio(part, whole) {
  return whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000;
}
