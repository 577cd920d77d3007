import { CannotStart } from './processes/cannot-start.ts';

/** What a service process is told by its environment (see the README's table of configuration). */
export interface ServiceConfig {
  /** The service's own role; it owns the schema of the service's name. */
  databaseUrl: string;
  /** Brokers of the Kafka transport and intake; absent = the direct transport. */
  kafkaBrokers: readonly string[] | undefined;
  host: string;
  port: number;
  /** JWKS file or URL of whoever issues tokens, and its name. */
  jwks: string;
  issuer: string;
  logLevel: string;
}

/** Reads the environment of a service; throws CannotStart with the name of what is missing. */
export function serviceConfig(env: Readonly<Record<string, string | undefined>>): ServiceConfig {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new CannotStart(`缺少环境变量 ${name}。`, `${name} is not set.`);
    return value;
  };
  return {
    databaseUrl: need('DATABASE_URL'),
    kafkaBrokers: env['KAFKA_BROKERS']?.split(',').filter(Boolean),
    host: env['HOST'] ?? '127.0.0.1',
    port: Number(env['PORT'] ?? 0),
    jwks: need('QIANFAN_JWKS'),
    issuer: need('QIANFAN_ISSUER'),
    logLevel: env['QIANFAN_LOG'] ?? 'info',
  };
}
