import { anyCase, pattern, refusal } from './shell.ts';
import { wordsIn } from './words-in.ts';

/** Settings with which git calls what nobody sees called, or pushes with force. */
const hiding = ['alias.*', 'core.hookspath', 'core.fsmonitor', 'core.sshcommand', 'include.path', 'includeif.*'];
const forcing = ['remote.*.push', 'remote.*.mirror'];

/** Patterns of `-c` and `--config-env`, for these settings by any letters. */
export const hidingArguments = hiding.flatMap((name) => [`${name}=*`, `--config-env=${name}=*`]).map(anyCase);

/** Git's own words, from 1.7 to 2.53: an alias cannot stand in for one of them. */
const commands = wordsIn(`
  add add--interactive am annotate apply archimport archive backfill bisect blame branch bugreport bundle cat-file
  check-attr check-ignore check-mailmap check-ref-format checkout checkout-index checkout--worker cherry cherry-pick
  citool clean clone column commit commit-graph commit-tree config count-objects credential credential-cache
  credential-store cvsexportcommit cvsimport cvsserver daemon describe diagnose diff diff-files diff-index diff-pairs
  diff-tree difftool fast-export fast-import fetch fetch-pack filter-branch fmt-merge-msg for-each-ref for-each-repo
  format-patch fsck fsck-objects fsmonitor--daemon gc get-tar-commit-id gitk grep gui hash-object help history hook
  http-backend http-fetch http-push imap-send index-pack init init-db instaweb interpret-trailers last-modified log
  ls-files ls-remote ls-tree mailinfo mailsplit maintenance merge merge-base merge-file merge-index merge-octopus
  merge-one-file merge-ours merge-recursive merge-resolve merge-subtree merge-tree mergetool mktag mktree
  multi-pack-index mv name-rev notes p4 pack-objects pack-redundant pack-refs patch-id prune prune-packed pull push
  quiltimport range-diff read-tree rebase receive-pack reflog refs remote remote-ext remote-fd remote-ftp remote-ftps
  remote-http remote-https repack replace replay repo request-pull rerere reset restore rev-list rev-parse revert rm
  send-email send-pack sh-i18n sh-setup shell shortlog show show-branch show-index show-ref sparse-checkout stage stash
  status stripspace submodule submodule--helper subtree svn switch symbolic-ref tag unpack-file unpack-objects
  update-index update-ref update-server-info upload-archive upload-pack url-parse var verify-commit verify-pack
  verify-tag version web--browse whatchanged worktree write-tree
`);

/** Options before the command whose value is a word of its own. */
const withValue = [
  '-C',
  '-c',
  '--git-dir',
  '--work-tree',
  '--namespace',
  '--config-env',
  '--super-prefix',
  '--attr-source',
];

/**
 * Lines of shell that refuse a git whose settings, of whatever file or variable, hide what it calls: an alias is another
 * command than the one that is read, so that none is called.
 */
export function gitTest(): string[] {
  const byEnvironment = refusal(
    'git-config-env',
    'its environment sets what it calls or how it pushes',
    'Take the setting out of GIT_CONFIG_…, and call the program itself, so that it stands in the record.',
  );
  const byAlias = refusal(
    'git-alias',
    'it is no command of git: what an alias calls cannot be seen',
    'Write out the command that the alias stands for; list a command of your own, such as `git-lfs`, under Allowed Tools.',
  );
  const keys = [...hiding, ...forcing].map(anyCase);
  return [
    '_prestage_n=0',
    'while [ "$_prestage_n" -lt "${GIT_CONFIG_COUNT:-0}" ] 2>/dev/null; do',
    '  eval "_prestage_a=\\${GIT_CONFIG_KEY_$_prestage_n-}"',
    `  case "$_prestage_a" in ${keys.map(pattern).join('|')}) ${byEnvironment};; esac`,
    '  _prestage_n=$((_prestage_n + 1))',
    'done',
    `case "\${GIT_CONFIG_PARAMETERS-}" in ${keys.map((key) => pattern(`*${key}*`)).join('|')}) ${byEnvironment};; esac`,
    '_prestage_said= _prestage_skip=',
    'for _prestage_a in "$@"; do',
    '  [ -n "$_prestage_skip" ] && { _prestage_skip=; continue; }',
    `  case "$_prestage_a" in ${withValue.map(pattern).join('|')}) _prestage_skip=1;; -*) ;; *) _prestage_said=$_prestage_a; break;; esac`,
    'done',
    `case "$_prestage_said" in ''|${commands.map(pattern).join('|')}) ;; *) command -v "git-$_prestage_said" >/dev/null 2>&1 || ${byAlias};; esac`,
  ];
}
