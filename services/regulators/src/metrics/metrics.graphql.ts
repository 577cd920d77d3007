import { CombinationResolver } from './combination.graphql.ts';
import { AboutResolver } from './about.graphql.ts';
import { ComparisonResolver, GrowthResolver } from './comparison.graphql.ts';
import { DifferenceResolver } from './difference.graphql.ts';
import { FigurePartResolver, ObservationResolver } from './observation.graphql.ts';
import { RankingResolver } from './ranking.graphql.ts';
import { GrowthSplitResolver, SplitResolver } from './split.graphql.ts';
import { VintagesResolver } from './vintages.graphql.ts';

export const metricsResolvers = [
  ObservationResolver,
  AboutResolver,
  ComparisonResolver,
  FigurePartResolver,
  GrowthResolver,
  RankingResolver,
  CombinationResolver,
  VintagesResolver,
  DifferenceResolver,
  SplitResolver,
  GrowthSplitResolver,
] as const;
