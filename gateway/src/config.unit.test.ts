import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const environment = {
  QIANFAN_REGULATORS_URL: 'http://127.0.0.1:1',
  QIANFAN_BANKS_URL: 'http://127.0.0.1:2',
  QIANFAN_PROGRAMMES_URL: 'http://127.0.0.1:3',
  QIANFAN_JWKS: '/state/jwks.json',
  QIANFAN_ISSUER: 'urn:qianfan:local',
};

describe('configuration', () => {
  it('comes from the environment', () => {
    expect(readConfig({ ...environment, PORT: '4711' })).toMatchObject({
      port: 4711,
      host: '127.0.0.1',
      services: { banks: 'http://127.0.0.1:2' },
      supergraph: expect.stringMatching(/schema\/graphql\/supergraph\.graphql$/),
    });
  });

  it.each(Object.keys(environment))('names what is missing: %s', (name) => {
    expect(() => readConfig({ ...environment, [name]: undefined })).toThrow(name);
  });
});
