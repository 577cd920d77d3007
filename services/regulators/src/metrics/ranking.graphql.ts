import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { Decimal, Period } from '@qianfan/kit/subgraph/scalars';
import { Scope } from '@qianfan/kit/subgraph/values.graphql';
import { Arg, Ctx, Field, ID, Int, ObjectType, Query, Resolver } from 'type-graphql';
import { Basis } from '../definitions/metric.graphql.ts';
import { admitted, answering, figureFor, visibleTo } from './asking.store.ts';
import type { FigureQuery } from './figure.ts';
import { TOTAL } from '@qianfan/schema/catalogue/dimensions';
import { observe, type Observation } from './observe.ts';
import { ObservationType, shown } from './observation.graphql.ts';
import { checkPeerGroup } from './known.ts';
import { medianOf, type Peer, peerCodes, standings } from './peers.ts';
import { FigureError } from './refusal.ts';
import { textOf } from './shapes.graphql.ts';

@ObjectType('RankingRow', { description: '排名的一行\nOne row of a league table' })
export class RankingRow {
  @Field(() => Int, { nullable: true, description: '位次；缺数者无\nPlace; none without a value' })
  rank!: number | null;

  @Field(() => Int, { nullable: true, description: '并列数，含自身\nHow many share the place' })
  ties!: number | null;

  @Field(() => ObservationType, { description: '数字\nThe figure' })
  observation!: ObservationType;
}

@ObjectType('Ranking', {
  description:
    '同业排名：密集排名，由大到小；银行只见本机构一行\nLeague table: dense ranks, the largest first; a bank sees its own row',
})
export class Ranking {
  @Field(() => [RankingRow], { description: '各行\nRows' })
  rows!: RankingRow[];

  @Field(() => Int, { description: '参与排名数\nHow many have a value' })
  n!: number;

  @Field(() => Int, { description: '同业数\nHow many peers are asked' })
  expected!: number;

  @Field(() => Decimal, {
    nullable: true,
    description:
      '中位数；不足 5 家时不显示，以免推知他人\nMedian; none of fewer than 5, so that nobody can be told from it',
  })
  median!: string | null;

  @Field(() => Scope, { description: '可见范围\nWhat the rows cover' })
  scope!: 'ALL' | 'OWN';
}

@Resolver()
export class RankingResolver {
  @Query(() => Ranking, { nullable: true, description: '同业排名\nLeague table of a peer group' })
  ranking(
    @Arg('metric', () => ID, { description: '指标代码\nMetric' }) metric: string,
    @Arg('period', () => Period, { description: '报告期\nPeriod' }) period: string,
    @Arg('population', () => ID, { nullable: true, description: '企业类别\nPopulation' })
    population: string | undefined,
    @Arg('area', () => ID, {
      nullable: true,
      description: '行政区划；缺省全省 36\nArea; the province unless told',
    })
    area: string | undefined,
    @Arg('basis', () => Basis, { nullable: true, description: '数据基础\nBasis' })
    basis: FigureQuery['basis'] | undefined,
    @Arg('peerGroup', () => ID, {
      defaultValue: TOTAL,
      description: '同业组；_T 为全部\nPeer group; _T = all',
    })
    peerGroup: string,
    @Arg('by', () => String, {
      defaultValue: 'LEVEL',
      description: '按何排名：LEVEL、YOY、PP_YOY 等\nBy what: LEVEL, YOY, PP_YOY …',
    })
    by: string,
    @Arg('first', () => Int, { defaultValue: 50, description: '行数，至多 500\nRows, 500 at most' })
    first: number,
    @Ctx() context: RequestContext,
  ): Promise<Ranking> {
    return answering(context, async (from) => {
      if (first < 1 || first > 500)
        throw new FigureError('BAD_USER_INPUT', { what: 'first (1..500)' });
      const asked = {
        metric,
        period,
        transform: by,
        ...(population !== undefined && { population }),
        ...(area !== undefined && { area }),
        ...(basis && { basis }),
      };
      const figure = await admitted(context, from, figureFor(from, asked));
      checkPeerGroup(from, peerGroup);
      const seen = new Map<string, Observation>();
      const peers = await standings(peerCodes(from.catalogue, peerGroup), async (reporter) => {
        const one = { ...figure, series: { ...figure.series, reporter } };
        const observation = await observe(from, one);
        seen.set(reporter, observation);
        return observation;
      });
      const visible = visibleTo(context, from, figure);
      return {
        rows: peers
          .filter(({ reporter }) => visible === null || visible.includes(reporter))
          .slice(0, first)
          .map(({ reporter, standing }) => ({
            rank: standing?.rank ?? null,
            ties: standing?.ties ?? null,
            observation: shown(seen.get(reporter)!),
          })),
        n: peers.filter(({ standing }) => standing).length,
        expected: peers.length,
        median: medianText(peers),
        scope: visible === null ? 'ALL' : 'OWN',
      };
    });
  }
}

const medianText = (peers: readonly Peer[]): string | null => {
  const median = medianOf(peers);
  return median && textOf(median, peers[0]!.level.unit);
};
