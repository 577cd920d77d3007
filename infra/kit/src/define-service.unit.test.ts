import 'reflect-metadata';
import { Query, Resolver } from 'type-graphql';
import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import { defineService } from './define-service.ts';
import { table, text } from './projections/table.ts';
import type { Slice } from './slice.ts';

const DRAWN = 'banks.LoanDrawn.v1';

const loans = table('Loan', { mode: 'APPEND', identity: { key: text }, columns: {} });
const drawn = { [DRAWN]: () => [loans.row({ key: 'K' })] };

const VERSIONS = { states: { x: 's1' }, tables: { loans: 't1', x: 't2' } };

const serviceOf = (...slices: Slice[]) =>
  defineService({
    service: 'banks',
    versions: VERSIONS,
    facts: { [DRAWN]: Type.Object({}) },
    slices: [{ name: 'loans', tables: [loans], reducers: drawn }, ...slices],
  });

describe('a service of slices', () => {
  test('folds a fact in every slice that wants it', () => {
    const { projection } = serviceOf({ name: 'watch', reducers: drawn });
    expect(projection.reducers[DRAWN]).toHaveLength(2);
    expect(projection.tables).toEqual([loans]);
  });

  test.each<[string, Slice, string]>([
    ['slice', { name: 'loans' }, 'slice loans twice'],
    ['table', { name: 'x', tables: [loans] }, 'table Loan twice'],
    [
      'stream',
      {
        name: 'x',
        streams: [
          { prefix: 'loan', on: {} },
          { prefix: 'loan', on: {} },
        ],
      },
      'stream loan twice',
    ],
    ['entity', { name: 'x', references: { Loan: () => [] } }, 'entity Loan twice'],
  ])('refuses a %s that two give', (_, slice, fault) => {
    const both = slice.references
      ? serviceOf.bind(undefined, slice, { name: 'y', references: slice.references })
      : serviceOf.bind(undefined, slice);
    expect(both).toThrow(fault);
  });

  test('refuses a slice that nobody has generated a version for', () => {
    const other = table('Other', { mode: 'APPEND', identity: { key: text }, columns: {} });
    expect(() => serviceOf({ name: 'new', tables: [other] })).toThrow(
      'slice new has no version: npm run generate',
    );
  });

  test('refuses a field that two resolve', () => {
    class First {}
    class Second {}
    for (const resolver of [First, Second]) {
      Object.assign(resolver.prototype, { loans: () => [] });
      Reflect.defineMetadata('design:paramtypes', [], resolver.prototype, 'loans');
      Query(() => [String])(resolver.prototype, 'loans', {});
      Resolver()(resolver);
    }
    expect(() => serviceOf({ name: 'x', resolvers: [First, Second] })).toThrow(
      'field Query.loans twice',
    );
  });

  test('refuses a fact that changes nothing', () => {
    const silent = () =>
      defineService({
        service: 'banks',
        versions: VERSIONS,
        facts: { [DRAWN]: Type.Object({}) },
        slices: [{ name: 'loans', tables: [loans] }],
      });
    expect(silent).toThrow(`banks: ${DRAWN} has neither stream nor reducer`);
  });
});
