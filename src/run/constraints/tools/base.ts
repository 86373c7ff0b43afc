import { wordsIn } from './words-in.ts';

/**
 * What every direction may call without saying so: a shell, `env`, the coreutils and POSIX's text tools, and the git that
 * Prestage itself uses. Nothing here reaches the network but git.
 */
const shells = wordsIn('sh env git');

const coreutils = wordsIn(`
  [ arch b2sum base32 base64 basename basenc cat chgrp chmod chown cksum comm cp csplit cut date dd df dir dirname
  du echo expand expr factor false fmt fold groups head hostid id install join link ln logname ls md5sum mkdir
  mkfifo mktemp mv nice nl nohup nproc numfmt od paste pathchk pr printenv printf pwd readlink realpath rm rmdir
  seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf sleep sort split stat stdbuf stty sum sync tac
  tail tee test timeout touch tr true truncate tsort tty uname unexpand uniq unlink vdir wc who whoami yes
`);

const textTools = wordsIn('awk cmp diff egrep fgrep find grep hostname sed which xargs');

export const base: readonly string[] = [...shells, ...coreutils, ...textTools];
