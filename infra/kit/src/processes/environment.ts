const { PATH, HOME, TZ, LANG, NODE_ENV, NODE_EXTRA_CA_CERTS } = process.env;

/** What our own programs need of the environment that we were started in; no secret of the shell goes further. */
export const ownEnvironment: NodeJS.ProcessEnv = {
  PATH,
  HOME,
  TZ,
  LANG,
  NODE_EXTRA_CA_CERTS,
  NODE_ENV: NODE_ENV ?? 'production',
};

/** What other people's programs get: nothing that would change what they do. */
export const bareEnvironment: NodeJS.ProcessEnv = { PATH, LC_ALL: 'C' };
