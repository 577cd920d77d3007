import { reachOf, requirePrincipal, scopeOf } from '@qianfan/kit/identity/access';
import { type Reach, reaches } from '@qianfan/kit/identity/reach';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { InstantScalar, Period } from '@qianfan/kit/subgraph/scalars';
import { enumOf, Scope } from '@qianfan/kit/subgraph/values.graphql';
import {
  Arg,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Int,
  ObjectType,
  Query,
  registerEnumType,
  Resolver,
  Root,
} from 'type-graphql';
import { requireForm } from '../definitions/definitions.store.ts';
import { Institution, institutionByCode } from '../register/institution.graphql.ts';
import { expectedFilers, firstArrivals, ReportingPeriod } from './calendar.store.ts';
import { FILING_STATUSES, filingStatus, type FilingStatus } from './lateness.ts';

const FilingStatusEnum = enumOf(FILING_STATUSES);
registerEnumType(FilingStatusEnum, {
  name: 'FilingStatus',
  description:
    '报送状态：未到期、待报、按时、迟报、未报；按查询时点判断\nNot due, due, on time, late, missing: judged at the cut',
});

@ObjectType('Filer', {
  description: '一家报送机构在某期的报送状态\nWhere one reporter stands for a period',
})
export class Filer {
  code!: string;
  area!: string;

  @Field(() => FilingStatusEnum, { description: '状态\nStatus' })
  status!: FilingStatus;

  @Field(() => InstantScalar, {
    nullable: true,
    description: '首次接受的报表收到时点\nArrival of its first accepted return',
  })
  receivedAt!: number | null;

  @Field(() => Boolean, {
    description: '是否迟报或未报\nWhether it is late: filed late, or missing',
  })
  late!: boolean;
}

@ObjectType('CalendarPeriod', {
  description:
    '日历上的一个报告期：何时截止、何时发布\nA period of the calendar: when it is due and when it is released',
})
export class CalendarPeriod {
  @Field(() => ID, { description: '报表代码\nCode of the form' })
  form!: string;

  @Field(() => Period, { description: '报告期\nPeriod' })
  period!: string;

  @Field(() => InstantScalar, { description: '截止时点\nDeadline' })
  deadline!: number;

  @Field(() => InstantScalar, { description: '发布时点\nRelease' })
  release!: number;
}

@ObjectType('ReportingPeriod', {
  description: '报告期：截止与发布时点，谁已报送\nA period: deadline, release, and who has filed',
})
export class ReportingPeriodType {
  @Field(() => ID, { description: '报表代码\nCode of the form' })
  form!: string;

  @Field(() => Period, { description: '报告期\nPeriod' })
  period!: string;

  @Field(() => InstantScalar, { description: '截止时点\nDeadline' })
  deadline!: number;

  @Field(() => InstantScalar, { description: '发布时点\nRelease' })
  release!: number;

  @Field(() => Int, { description: '应报机构数\nReporters expected' })
  expected!: number;

  @Field(() => Int, { description: '已报机构数\nReporters received' })
  received!: number;

  @Field(() => Int, { description: '迟报机构数\nReporters that filed late' })
  late!: number;

  @Field(() => Int, { description: '未报机构数\nReporters that are missing' })
  missing!: number;

  @Field(() => Scope, { description: '可见的报送机构范围\nWhich reporters "filers" shows' })
  scope!: 'ALL' | 'OWN';

  @Field(() => [Filer], { description: '应报机构\nThe reporters expected' })
  filers!: Filer[];
}

@Resolver(() => ReportingPeriodType)
export class CalendarResolver {
  @Query(() => [CalendarPeriod], {
    description:
      '一张报表已开放的报告期，最近的在前\nThe periods of a form that were opened, the latest first',
  })
  async calendar(
    @Arg('form', () => ID, { description: '报表代码\nCode of the form' }) form: string,
    @Ctx() context: RequestContext,
  ): Promise<CalendarPeriod[]> {
    requirePrincipal(context);
    const periods = await context.em.find(
      ReportingPeriod,
      { form },
      { orderBy: { period: 'desc' } },
    );
    if (periods.length === 0) await requireForm(context, form);
    return periods;
  }

  @Query(() => ReportingPeriodType, {
    nullable: true,
    description: '一个报告期\nOne reporting period',
  })
  async reportingPeriod(
    @Arg('form', () => ID, { description: '报表代码\nCode of the form' }) form: string,
    @Arg('period', () => Period, { description: '报告期\nPeriod' }) period: string,
    @Ctx() context: RequestContext,
  ): Promise<ReportingPeriodType | null> {
    requirePrincipal(context);
    const row = await context.em.findOne(ReportingPeriod, { form, period });
    if (!row) {
      await requireForm(context, form);
      return null;
    }
    const expected = await expectedFilers(context, form, period);
    const arrivals = await firstArrivals(context, form, period);
    const filers = expected.map(({ code, area }): Filer => {
      const receivedAt = arrivals.get(code);
      const status = filingStatus({ period, deadline: row.deadline, receivedAt }, context.cut);
      const late = status === 'LATE' || status === 'MISSING';
      return { code, area, status, receivedAt: receivedAt ?? null, late };
    });
    const scope = scopeOf(context);
    const count = (...statuses: FilingStatus[]): number =>
      filers.filter(({ status }) => statuses.includes(status)).length;
    return {
      form,
      period,
      deadline: row.deadline,
      release: row.release,
      expected: expected.length,
      received: count('ON_TIME', 'LATE'),
      late: count('LATE'),
      missing: count('MISSING'),
      scope,
      filers: filers.filter((filer) => isShown(filer, reachOf(context, 'BANK'))),
    };
  }
}

@Resolver(() => Filer)
export class FilerResolver {
  @FieldResolver(() => Institution, { nullable: true, description: '机构\nThe institution' })
  institution(
    @Root() { code }: Filer,
    @Ctx() context: RequestContext,
  ): Promise<Institution | null> {
    return institutionByCode(code, context);
  }
}

/** A bank sees itself, a regulator those of its area. */
const isShown = ({ code, area }: Filer, reach: Reach): boolean =>
  reach.extent === 'OWN' ? code === reach.institution : reaches(reach, area);
