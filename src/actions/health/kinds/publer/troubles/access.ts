import type { Trouble } from '../../chain/judgement.ts';
import { quoted } from '../../chain/lists.ts';
import { pages, type Subject } from '../subject.ts';

/** What Publer does not let the key do, each with what lets it. */
export function keyRejected({ secret, environment }: Subject): Trouble {
  return {
    state: 'fail',
    code: 'token_rejected',
    summary: `Publer does not know the key ${secret} of ${environment}: it was revoked, or mistyped`,
    next: `Make a key with the scopes workspaces and accounts (${pages.keys}) and put it into the vault as ${secret} of ${environment}, without “Bearer-API”.`,
  };
}

/** Publer has one sentence for both. */
export function keyOrPlan({ secret, environment }: Subject): Trouble {
  return {
    state: 'fail',
    code: 'token_rejected',
    summary: `Publer takes no call with the key ${secret} of ${environment}: it was revoked, or the plan of its owner has lapsed (Publer says the same of both)`,
    next: `See that Business is paid (${pages.plan}); if it is, make a new key with the scopes workspaces and accounts (${pages.keys}) and put it into the vault as ${secret} of ${environment}.`,
  };
}

/** In the words that Publer also has for a workspace in which the key's user has no rights. */
export function scopeMissing({ secret, environment }: Subject, call: string, scopes: string): Trouble {
  return {
    state: 'fail',
    code: 'scope_missing',
    summary: `The key ${secret} of ${environment} has no scope for ${call}, or its user no right to it in the workspace`,
    next: `Make a key with the scopes ${scopes} (${pages.keys}; those of a key cannot be changed) and put it into the vault as ${secret} of ${environment}; if it has them, let the workspace’s owner give its user access.`,
  };
}

export function planLapsed({ secret, environment }: Subject): Trouble {
  return {
    state: 'fail',
    code: 'plan_lapsed',
    summary: `Publer takes no API call from the owner of ${secret} of ${environment} any more: the plan does not have it`,
    next: `Look for a failed payment or a lower plan than Business (${pages.plan}); the key works again when it is mended.`,
  };
}

export function workspaceWrong({ secret, environment, setting, show }: Subject, others: readonly string[]): Trouble {
  const known = others.length === 0 ? 'none at all' : quoted(others, show);
  return {
    state: 'fail',
    code: 'workspace_wrong',
    summary: `The key ${secret} of ${environment} does not open the workspace of the config; it opens ${known}`,
    next: `Set ${setting}.workspace in prestage.config.ts to the id of the right one, or let the workspace’s owner add the key’s user to it.`,
  };
}

/** It is listed, and its contents are refused; Publer says the same when no header came. */
export function workspaceRefused({ secret, environment }: Subject): Trouble {
  return {
    state: 'fail',
    code: 'workspace_wrong',
    summary: `Publer lists the workspace for the key ${secret} of ${environment}, and does not open it`,
    next: `Let the workspace’s owner give the key’s user access to it; if the user has it, see that no proxy on the way drops the header Publer-Workspace-Id.`,
  };
}

export function headerDropped({ setting }: Subject): Trouble {
  return {
    state: 'fail',
    code: 'header_dropped_by_proxy',
    summary: `Publer says that no Publer-Workspace-Id came, and ${setting}.workspace was sent`,
    next: 'Let the proxy between here and app.publer.com hand on the header Publer-Workspace-Id.',
  };
}

/** A 401 or 403 whose words say none of the causes that are known. */
export function refusedUnclearly({ secret, environment }: Subject, call: string, status: number): Trouble {
  return {
    state: 'fail',
    code: status === 401 ? 'token_rejected' : 'wrong_status',
    summary: `Publer refuses ${call} with ${status} and does not say why`,
    next: `See first that Business is paid (${pages.plan}), then whether ${secret} of ${environment} is still listed and which scopes it has (${pages.keys}).`,
  };
}

/** 410, or 404: an address that its API had. */
export function pathGone(call: string, status: number, base: string, setting: string): Trouble {
  return {
    state: 'fail',
    code: 'not_found',
    summary: `${call} answers ${status}: there is no such address at ${base}`,
    next: `If ${setting} is set, correct it; if not, see at publer.com/docs whether Publer has moved its API, and update Prestage.`,
  };
}
