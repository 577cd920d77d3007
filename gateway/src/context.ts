import type { GraphQLDataSource } from '@apollo/gateway';
import type { Principal } from '@qianfan/kit/identity/principal';
import type { Service } from '@qianfan/schema/kernel/fact';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Heard } from './answers/told.ts';
import type { Asked } from './cuts/asked.ts';
import type { Life } from './services/life.ts';

/** What goes with one request through the gateway; no two requests share any of it. */
export interface GatewayContext {
  requestId: string;
  principal: Principal | undefined;
  /** The header as it came: the services verify it themselves. */
  authorization: string | undefined;
  /** The instants that the headers name. */
  asked: Asked;
  /** The instant at which every service reads; set once, for queries. */
  cut: Instant | undefined;
  /** Services that could not be asked. */
  unavailable: Set<Service>;
  /** What services answered to the plan's requests, until @apollo/gateway has to ask the same. */
  heard: HeardOnce[];
  /** Its deadline and its size. */
  life: Life;
}

/** A subgraph's, as @apollo/gateway takes it. */
export type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

export interface HeardOnce {
  service: Service;
  /** The request. */
  body: string;
  /** The answer as it came, which nobody has changed. */
  again: () => Heard;
}
