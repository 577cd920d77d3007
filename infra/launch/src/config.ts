import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Options } from './options.ts';

/** The project: where `services`, `gateway` and the default state folder are. */
export const PROJECT = fileURLToPath(new URL('../../..', import.meta.url));

/** What the environment says beside the command line. */
export interface Config {
  stateDir: string;
  /** A real Postgres, with the right to create roles; else the embedded one. */
  databaseUrl: string | undefined;
  /** A real Kafka, comma separated. */
  brokers: string | undefined;
  /** Another identity provider than the local issuer. */
  jwks: string | undefined;
  issuer: string | undefined;
  logLevel: string;
}

export function readConfig(options: Options, env: NodeJS.ProcessEnv = process.env): Config {
  const given = (name: string) => env[name] || undefined;
  return {
    stateDir: options.state ? resolve(options.state) : join(PROJECT, '.qianfan'),
    databaseUrl: given('DATABASE_URL'),
    brokers: given('KAFKA_BROKERS'),
    jwks: given('QIANFAN_JWKS'),
    issuer: given('QIANFAN_ISSUER'),
    logLevel: given('QIANFAN_LOG') ?? 'info',
  };
}
