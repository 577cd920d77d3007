import type { ApolloServerPlugin } from '@apollo/server';
import type { Instant } from '@qianfan/schema/kernel/instant';
import type { Service } from '@qianfan/schema/kernel/fact';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { GatewayContext } from '../context.ts';

export interface GatewayMetrics {
  plugin: ApolloServerPlugin<GatewayContext>;
  /** A request to a subgraph. */
  called: (service: Service) => void;
  /** The Prometheus text format. */
  expose: () => Promise<string>;
  contentType: string;
}

/** What the gateway tells its operators: requests and errors by code, their time, and how old the current cut is. */
export function createGatewayMetrics(currentCut: () => Instant | undefined): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  // The delay of the event loop is looked at ten times a second: every 10 ms, as by default, keeps an idle process busy.
  collectDefaultMetrics({
    register: registry,
    prefix: 'qianfan_',
    eventLoopMonitoringPrecision: 100,
  });
  const took = new Histogram({
    name: 'qianfan_gateway_request_seconds',
    help: 'Time of GraphQL requests by kind of operation',
    labelNames: ['operation'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const errors = new Counter({
    name: 'qianfan_gateway_errors_total',
    help: 'Errors in answers by code',
    labelNames: ['code'],
    registers,
  });
  const calls = new Counter({
    name: 'qianfan_gateway_subgraph_calls_total',
    help: 'Requests to subgraphs',
    labelNames: ['service'],
    registers,
  });
  registry.registerMetric(
    new Gauge({
      name: 'qianfan_gateway_cut_age_seconds',
      help: 'How far the current cut is behind the clock',
      registers: [],
      collect() {
        const cut = currentCut();
        if (cut !== undefined) this.set(Date.now() / 1000 - cut / 1_000_000);
      },
    }),
  );

  return {
    plugin: {
      async requestDidStart() {
        const end = took.startTimer();
        return {
          async willSendResponse({ operation, response: { body } }) {
            end({ operation: operation?.operation ?? 'none' });
            if (body.kind !== 'single') return;
            for (const { extensions } of body.singleResult.errors ?? []) {
              errors.inc({ code: String(extensions?.['code']) });
            }
          },
        };
      },
    },
    called: (service) => calls.inc({ service }),
    expose: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
