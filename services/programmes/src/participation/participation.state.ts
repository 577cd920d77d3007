import { streamType } from '@qianfan/schema/facts/stream-type';
import type { Fact } from '@qianfan/schema/kernel/fact';
import { type Latest, latestOf } from '@qianfan/schema/kernel/latest';

/** Since when a region, bank or outlet takes part. */
export interface Joined extends Latest {
  on: string;
}

export const regionStream = (region: string): string => `region:${region}`;

export const bankStream = (bank: string): string => `bank:${bank}`;

export const outletStream = (bank: string, outlet: string): string => `outlet:${bank}:${outlet}`;

const joined = (_: Joined | undefined, fact: Fact<{ on: string }>): Joined => ({
  ...latestOf(fact),
  on: fact.body.on,
});

export const participationStreams = [
  streamType<Joined>('region', { 'programmes.RegionJoined.v1': joined }),
  streamType<Joined>('bank', { 'programmes.BankJoined.v1': joined }),
  streamType<Joined>('outlet', { 'programmes.OutletEnrolled.v1': joined }),
];
