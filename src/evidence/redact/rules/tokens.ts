import { anything, token, type Rule } from './rule.ts';

const base64 = 'A-Za-z0-9+/=';
const fly = `${base64}_,-`;

/** Tokens that say by their first letters whose they are. */
export const tokenRules: readonly Rule[] = [
  token('supabase-token', ['sbp_'], 'sbp_(?:[a-z0-9]{1,8}_)?[A-Fa-f0-9]{32}'),
  token('supabase-secret-key', ['sb_secret_'], String.raw`sb_secret_[\w-]{20}`),
  token('fly-token', ['fo1_', 'fm1r_', 'fm1a_', 'fm2_'], 'f(?:o1|m1r|m1a|m2)_[A-Za-z0-9+/=_-]{20}', { more: fly }),
  token('fly-token', ['FlyV1 '], '(?<kept>FlyV1 )[A-Za-z0-9+/=_,-]{20}', { more: fly }),
  token('github-token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], 'gh[pousr]_[A-Za-z0-9]{36}'),
  token('github-token', ['github_pat_'], String.raw`github_pat_\w{36}`),
  token('aws-key-id', ['AKIA', 'ASIA'], '(?:AKIA|ASIA)[A-Z2-7]{16}', { more: 'A-Z2-7' }),
  token(
    'aws-secret-key',
    ['ecret_access_key', 'ECRET_ACCESS_KEY', 'ecretAccessKey'],
    String.raw`(?<kept>\w{14,16}\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)[A-Za-z0-9+/]{40}`,
    { more: base64, spans: anything },
  ),
  token('slack-token', ['xoxa-', 'xoxb-', 'xoxe-', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-'], 'xox[a-z]-[A-Za-z0-9-]{16}'),
  token('slack-token', ['xapp-'], 'xapp-[A-Za-z0-9-]{16}'),
  token('slack-webhook', ['hooks.slack.com/'], String.raw`(?<kept>hooks\.slack\.com/\w{1,20}/)[A-Za-z0-9/]{20}`, {
    more: 'A-Za-z0-9/',
  }),
  token('npm-token', ['npm_'], 'npm_[A-Za-z0-9]{36}'),
  token('stripe-key', ['sk_live_', 'sk_test_', 'rk_live_', 'rk_test_'], '[rs]k_(?:live|test)_[A-Za-z0-9]{16}'),
  token('stripe-key', ['whsec_'], 'whsec_[A-Za-z0-9+/]{24}', { more: base64 }),
  token('google-key', ['AIza'], String.raw`AIza[\w-]{35}`),
  token('age-key', ['AGE-SECRET-KEY-1'], 'AGE-SECRET-KEY-1[A-Z0-9]{40}'),
  token('jwt', ['eyJ'], String.raw`eyJ[\w-]{8,1000}\.eyJ[\w-]{6}`, {
    more: String.raw`\w.-`,
    spans: String.raw`\w.-`,
    reach: 1024,
  }),
];
