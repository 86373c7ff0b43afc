import { wordsIn } from './words-in.ts';

/**
 * Programs that a direction must allow by name. Where it does not, a stub stands in their place on PATH, so that a call is
 * refused in words and recorded; of a program that is not listed, the shell says that it is not there.
 */
export const wellKnown: readonly string[] = wordsIn(`
  curl wget http ssh scp sftp rsync nc ncat netcat socat telnet ftp openssl
  bash dash zsh ksh fish busybox toybox script expect screen tmux
  node npm npx yarn pnpm bun bunx deno corepack tsx
  python python3 pip pip3 pipx uv perl ruby gem php lua tclsh java go cargo
  cc gcc clang tcc ld as make cmake gdb strace ltrace
  docker podman nerdctl kubectl helm terraform tofu ansible vagrant
  aws gcloud az gh glab hub heroku vercel netlify wrangler fly flyctl supabase
  psql pg_dump pg_dumpall pg_restore createdb dropdb mysql mongosh redis-cli sqlite3
  sudo su doas pkexec runuser chroot unshare nsenter setpriv bwrap firejail mount
  setsid daemonize start-stop-daemon systemd-run systemctl service crontab at batch
  mail mailx sendmail swaks msmtp op vault doppler age gpg ssh-keygen
`);
