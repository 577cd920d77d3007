import type { Principal } from '@qianfan/kit/identity/principal';
import type { System } from '@qianfan/launch/system';
import type { Service } from '@qianfan/schema/kernel/fact';

/** One line of the table: what was measured, and beside what. */
export interface Figure {
  /** Unique; `append.16`. */
  name: string;
  what: string;
  /** As people read it: `9,120/s, p50 1.6 ms`. */
  measured: string;
  beside: string;
  /** Measured against beside, in the sense of the aim; null where only shown. */
  ratio: number | null;
  aim: string;
  /** Null where there is no aim. */
  met: boolean | null;
  limitedBy: string;
  /** Every number behind it. */
  numbers: Record<string, number>;
}

export interface Bench {
  name: string;
  /** Never throws because something is slow; a reason instead of figures where it cannot run here. */
  run: (place: Place) => Promise<Figure[] | string>;
}

/** Where benchmarks run. */
export interface Place {
  /** How often both sides of a comparison are measured, one after the other. */
  rounds: number;
  /** A count or a number of seconds, times `--scale`. */
  scaled: (size: number) => number;
  /** A line for whoever waits. */
  say: (line: string) => void;
  /** A durable database of its own on one Postgres for all. */
  database: () => Promise<Database>;
  /** Process id of the Postgres behind `database`. */
  postmaster: () => number;
  /** A folder that is removed in the end. */
  folder: () => string;
  /** The system of `npm start` with the small demonstration, one for all. */
  system: () => Promise<Demonstrated>;
  /** The same with the province: whole from scale 1 on, else that of `npm start`. */
  province: () => Promise<Demonstrated>;
}

export interface Database {
  adminUrl: string;
  urls: Record<Service, string>;
  drop: () => Promise<void>;
}

export interface Demonstrated {
  system: System;
  /** Process id of its Postgres. */
  postmaster: number;
  token: (principal: Principal) => Promise<string>;
  /** How many facts the demonstration has, and how long it took until they could be read. */
  played: { facts: number; seconds: number };
}
