export const statementType = 'https://in-toto.io/Statement/v1';

/** What a statement is about, as cosign's `--type` wants it. The first three are in-toto's, the others ours. */
export const predicateTypes = {
  link: 'https://in-toto.io/attestation/link/v0.3',
  testResult: 'https://in-toto.io/attestation/test-result/v0.1',
  done: 'https://in-toto.io/attestation/svr/v0.2',
  person: 'https://prestage.dev/attestation/person/v1',
  approval: 'https://prestage.dev/attestation/approval/v1',
  account: 'https://prestage.dev/attestation/account/v1',
  seal: 'https://prestage.dev/attestation/seal/v1',
} as const;
