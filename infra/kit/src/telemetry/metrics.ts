import type { Service } from '@qianfan/schema/kernel/fact';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What a service process tells its operators at `/metrics`. */
export interface Metrics {
  /** Facts of a partition that exist and are not in the read model yet. */
  lagFacts: (source: Service, partition: number, facts: number) => void;
  /** By how much the read model's partition is behind the head, in seconds. */
  lagSeconds: (source: Service, partition: number, seconds: number) => void;
  decided: (outcome: 'ACCEPTED' | 'REFUSED' | 'REJECTED') => void;
  /** Once for each issue of a refusal or rejection: a rule's id or a code of the error catalogue. */
  refused: (code: string) => void;
  parked: (source: Service, facts: number) => void;
  /** Messages of a topic that nobody could use. */
  setAside: (topic: string, messages: number) => void;
  /** Time from the arrival of a batch of commands to its commit, in seconds. */
  batchTook: (seconds: number) => void;
  /** The Prometheus text format, and its content type. */
  expose: () => Promise<string>;
  contentType: string;
}

/** A registry of its own for each service process (several may share a process in tests). */
export function createMetrics(service: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry, prefix: 'qianfan_' });
  const registers = [registry];

  const lagFacts = new Gauge({
    name: 'qianfan_lag_facts',
    help: 'Facts of a partition that are not in the read model yet',
    labelNames: ['source', 'partition'],
    registers,
  });
  const lagSeconds = new Gauge({
    name: 'qianfan_lag_seconds',
    help: 'Seconds by which the read model is behind the head of a partition',
    labelNames: ['source', 'partition'],
    registers,
  });
  const decisions = new Counter({
    name: 'qianfan_decisions_total',
    help: 'Commands by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const refusals = new Counter({
    name: 'qianfan_refusals_total',
    help: 'Issues of refused and rejected commands by code',
    labelNames: ['code'],
    registers,
  });
  const parked = new Gauge({
    name: 'qianfan_parked_facts',
    help: 'Facts set aside because a reducer could not apply them',
    labelNames: ['source'],
    registers,
  });
  const aside = new Counter({
    name: 'qianfan_messages_set_aside_total',
    help: 'Messages of a Kafka topic that could not be read or were foreign to it',
    labelNames: ['topic'],
    registers,
  });
  const batch = new Histogram({
    name: 'qianfan_batch_seconds',
    help: 'Time from taking a batch of commands to its commit',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  });

  return {
    lagFacts: (source, partition, facts) => lagFacts.set({ source, partition }, facts),
    lagSeconds: (source, partition, seconds) => lagSeconds.set({ source, partition }, seconds),
    decided: (outcome) => decisions.inc({ outcome }),
    refused: (code) => refusals.inc({ code }),
    parked: (source, facts) => parked.set({ source }, facts),
    setAside: (topic, messages) => aside.inc({ topic }, messages),
    batchTook: (seconds) => batch.observe(seconds),
    expose: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
