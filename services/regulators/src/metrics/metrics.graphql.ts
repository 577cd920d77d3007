import { CombinationResolver } from './combination.graphql.ts';
import { FigurePartResolver, GrowthResolver, ObservationResolver } from './observation.graphql.ts';
import { RankingResolver } from './ranking.graphql.ts';

export const metricsResolvers = [
  ObservationResolver,
  FigurePartResolver,
  GrowthResolver,
  RankingResolver,
  CombinationResolver,
] as const;
