import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Principal } from '../identity/principal.ts';
import { lenders } from '../testing/lenders.graphql.ts';
import { register } from '../testing/register.graphql.ts';
import { schemes } from '../testing/schemes.graphql.ts';
import type { RequestContext } from './context.ts';
import { refusal } from './errors.ts';
import { batched } from './references.ts';
import { subgraphSchema, subgraphSdl } from './schema.ts';

const typesOf = (sdl: string): string[] =>
  parse(sdl).definitions.flatMap((definition) =>
    'name' in definition && definition.name ? [definition.name.value] : [],
  );

describe('several services in one process', () => {
  it('do not leak types or fields into each other', () => {
    // Built twice and in both orders: type-graphql changes its global store as it builds.
    const first = [lenders, register, schemes].map(subgraphSdl);
    const again = [schemes, register, lenders].map((parts) => subgraphSdl({ ...parts }));
    expect(again.reverse()).toEqual(first);

    const [banks, regulators, programmes] = first as [string, string, string];
    expect(typesOf(banks)).toContain('LoanConnection');
    for (const other of [regulators, programmes]) {
      expect(typesOf(other)).toContain('Institution');
      expect(typesOf(other)).not.toContain('Loan');
      expect(other).not.toContain('loans');
      expect(other).not.toContain('banksSubmit');
    }
    expect(regulators).toContain('regulatorsSubmit(');
    expect(regulators).not.toContain('schemes');
  });

  it('show a stub that only other subgraphs reach', () => {
    expect(subgraphSdl(schemes)).toMatch(/type Institution @key\(fields: "code"\)/);
  });
});

describe('the SDL', () => {
  it('makes every root field nullable, so that one that fails blanks nothing else', () => {
    const declared = subgraphSdl(lenders);
    expect(declared).toMatch(/allLoans: \[Loan!\]\n/);
    expect(declared).toMatch(/banksSubmit\([^)]*\): \[Outcome!\]\n/);
  });

  it('describes the values that services share in the same words', () => {
    const shared = (sdl: string, type: string) =>
      new RegExp(`"""[^"]*"""\\ntype ${type} @shareable \\{[^}]*\\}`).exec(sdl)?.[0];
    for (const type of ['Receipt', 'Issue', 'Text', 'Outcome']) {
      const texts = [lenders, register, schemes].map((parts) => shared(subgraphSdl(parts), type));
      expect(texts[0], type).toBeDefined();
      expect(new Set(texts).size, type).toBe(1);
    }
  });

  it('is a schema of its own, but for the directives of federation', () => {
    const plain = subgraphSdl(lenders)
      .replace(/extend schema @link[\s\S]*?\)\n/, '')
      .replace(/ @(key\([^)]*\)|shareable)/g, '');
    expect(() => buildSchema(plain)).not.toThrow();
    expect(subgraphSchema(lenders).getType('_Entity')).toBeDefined();
  });
});

describe('batched', () => {
  const context = {} as RequestContext;

  it('loads once what one turn of a request asks for, and nothing across requests', async () => {
    const loads: string[][] = [];
    const load = batched(async (keys: readonly string[]) => {
      loads.push([...keys]);
      return keys.map((key) => key.toUpperCase());
    });
    const other = { principal: undefined as Principal | undefined } as RequestContext;
    const values = await Promise.all([load('a', context), load('b', context), load('c', other)]);
    expect(values).toEqual(['A', 'B', 'C']);
    expect(loads).toEqual([['a', 'b'], ['c']]);
  });

  it('refuses one key without the others', async () => {
    const load = batched((keys: readonly string[]) =>
      keys.map((key) => {
        if (key === 'foreign') throw refusal('FORBIDDEN', { what: key });
        return key;
      }),
    );
    const all = await Promise.allSettled(['a', 'foreign', 'b'].map((key) => load(key, context)));
    expect(all).toMatchObject([
      { value: 'a' },
      { reason: { extensions: { code: 'FORBIDDEN' } } },
      { value: 'b' },
    ]);
  });

  it('fails all of them together, and recovers', async () => {
    let broken = true;
    const load = batched((keys: readonly string[]) => {
      if (broken) throw new Error('store is gone');
      return [...keys];
    });
    const both = Promise.allSettled([load('a', context), load('b', context)]);
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await load('a', context)).toBe('a');
  });
});
