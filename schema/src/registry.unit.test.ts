import { readdirSync, readFileSync } from 'node:fs';
import { Errors } from 'typebox/value';
import { describe, expect, it } from 'vitest';
import { asyncapi } from './asyncapi/asyncapi.ts';
import { canonical } from './kernel/canonical.ts';
import { type Fact, parseFactType } from './kernel/fact.ts';
import { partitionOf } from './kernel/partition.ts';
import { GENERATED } from './generated.ts';
import { COMMANDS, FACTS, serviceOf } from './registry.ts';

const folder = new URL('../samples/', import.meta.url);
const samples = new Map(
  readdirSync(folder).map((name) => [
    name.replace(/\.json$/, ''),
    JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Fact<object>,
  ]),
);

describe('the registry', () => {
  it('has one committed sample of every version of every fact type', () => {
    expect(new Set(samples.keys())).toEqual(new Set(Object.keys(FACTS)));
  });

  it.each([...samples])(
    '%s: the sample validates, and would not with a surprise in it',
    (type, fact) => {
      expect(Errors(FACTS[type]!, fact.body)).toEqual([]);
      expect(fact).toMatchObject({
        type,
        service: serviceOf(type),
        partition: partitionOf(fact.key),
      });
      expect(() => canonical(fact)).not.toThrow();
      const [member] = Object.keys(fact.body);
      expect(Errors(FACTS[type]!, { ...fact.body, [member!]: undefined })).not.toEqual([]);
    },
  );

  it('names facts in the past with a version, commands without one', () => {
    for (const type of Object.keys(FACTS))
      expect(parseFactType(type)?.service).toBe(serviceOf(type));
    for (const type of Object.keys(COMMANDS)) {
      expect(type).toMatch(/^[a-z]+\.[A-Z][A-Za-z]+$/);
      expect(serviceOf(type)).toBeDefined();
    }
  });
});

describe('generated documents', () => {
  it.each(Object.entries(GENERATED))('%s is as the sources say', (path, text) => {
    expect(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')).toBe(text());
  });

  it('refer to nothing that is not there', () => {
    const document = asyncapi();
    const references = JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g);
    for (const [, path] of references) {
      const target = path!.split('/').reduce<any>((part, name) => part?.[name], document);
      expect(target, path).toBeDefined();
    }
  });

  it('describe every fact and command on a topic of its service', () => {
    const channels = asyncapi().channels as Record<string, { messages: object }>;
    const told = Object.values(channels).flatMap(({ messages }) => Object.keys(messages));
    const types = [...Object.keys(FACTS), ...Object.keys(COMMANDS)];
    expect(new Set(told)).toEqual(new Set([...types, 'outcome']));
  });
});
