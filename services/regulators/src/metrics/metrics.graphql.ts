import { CombinationResolver } from './combination.graphql.ts';
import { ComparisonResolver, GrowthResolver } from './comparison.graphql.ts';
import { FigurePartResolver, ObservationResolver } from './observation.graphql.ts';
import { RankingResolver } from './ranking.graphql.ts';

export const metricsResolvers = [
  ObservationResolver,
  ComparisonResolver,
  FigurePartResolver,
  GrowthResolver,
  RankingResolver,
  CombinationResolver,
] as const;
