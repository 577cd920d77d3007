import { InstantScalar, Period, PositionScalar } from '@qianfan/kit/subgraph/scalars';
import { enumOf, IssueType } from '@qianfan/kit/subgraph/values.graphql';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Institution } from '../stubs.graphql.ts';
import type { SubmissionRow } from './returns.store.ts';

const SubmissionStatus = enumOf(['ACCEPTED'] as const);
registerEnumType(SubmissionStatus, {
  name: 'SubmissionStatus',
  description: '报送状态：通过校验并计入统计\nThe rules at the door passed and the figures count',
});

@ObjectType('SubmissionCell', { description: '报表的一个单元格\nA cell of a return' })
export class SubmissionCell {
  @Field(() => ID, {
    nullable: true,
    description: '分地区报表的行政区划代码\nArea of its block, in a form that is split by area',
  })
  area!: string | null;

  @Field(() => String, { description: '行\nRow' })
  row!: string;

  @Field(() => String, { description: '列\nColumn' })
  column!: string;

  @Field(() => String, {
    nullable: true,
    description: '数值，按报表计量单位\nValue in the form’s unit, as text',
  })
  value!: string | null;
}

@ObjectType('CellChange', { description: '与上一修订的差异\nA difference to the revision before' })
export class CellChange {
  @Field(() => ID, {
    nullable: true,
    description: '分地区报表的行政区划代码\nArea of its block, in a form that is split by area',
  })
  area!: string | null;

  @Field(() => String, { description: '行\nRow' })
  row!: string;

  @Field(() => String, { description: '列\nColumn' })
  column!: string;

  @Field(() => String, { nullable: true, description: '原值\nValue before' })
  before!: string | null;

  @Field(() => String, { nullable: true, description: '现值\nValue after' })
  after!: string | null;
}

@ObjectType('SubmissionRevision', { description: '报表的一次修订\nOne revision of a return' })
export class SubmissionRevision {
  /** The row that `cells` and `changes` are read from. */
  stored!: SubmissionRow;

  @Field(() => Int, { description: '修订号\nRevision' })
  revision!: number;

  @Field(() => InstantScalar, { description: '系统知悉时点\nWhen the system knew it' })
  knownAt!: number;

  @Field(() => InstantScalar, { description: '收到时点\nArrival at the door' })
  receivedAt!: number;

  @Field(() => String, { description: '内容摘要\nDigest of the content' })
  digest!: string;

  @Field(() => [IssueType], { description: '提示\nWarnings beside the acceptance' })
  warnings!: IssueType[];

  @Field(() => PositionScalar, { description: '事实的位置\nPosition of its fact' })
  position!: string;
}

@Directive('@key(fields: "id")')
@ObjectType('Submission', {
  description: '一家机构一期的一张报表\nA return, as it stands at the cut',
})
export class Submission {
  stored!: SubmissionRow;

  @Field(() => ID, {
    description: '全局编号：机构代码/报表/报告期\n"BNK_JJB/TF01/2024-12"',
  })
  id!: string;

  @Field(() => Institution, { nullable: true, description: '报送机构\nReporter' })
  institution!: Institution;

  @Field(() => String, { description: '报表代码\nCode of the form' })
  form!: string;

  @Field(() => Int, { description: '报表版本\nVersion of the form' })
  formVersion!: number;

  @Field(() => Period, { description: '报告期\nPeriod' })
  period!: string;

  @Field(() => SubmissionStatus, { description: '状态\nStatus' })
  status!: 'ACCEPTED';

  @Field(() => Int, { description: '当前修订号\nCurrent revision' })
  revision!: number;

  @Field(() => InstantScalar, { description: '当前修订的收到时点\nArrival of this revision' })
  receivedAt!: number;

  @Field(() => InstantScalar, { description: '系统知悉时点\nWhen the system knew this revision' })
  knownAt!: number;

  @Field(() => String, { description: '内容摘要\nDigest of the content' })
  digest!: string;

  @Field(() => [IssueType], { description: '提示\nWarnings beside the acceptance' })
  warnings!: IssueType[];

  @Field(() => Boolean, { description: '演示数据\nMade by the demonstration' })
  synthetic!: boolean;

  @Field(() => PositionScalar, { description: '事实的位置\nPosition of its fact' })
  position!: string;
}

const positionOf = ({
  source,
  partition,
  pos,
}: {
  source: string;
  partition: number;
  pos: number;
}) => `${source}/${partition}/${pos}`;

/** A row as GraphQL shows it; the class, so that field resolvers get `stored` too. */
export const submissionOf = (stored: SubmissionRow): Submission => ({
  stored,
  id: `${stored.institution}/${stored.form}/${stored.period}`,
  institution: { code: stored.institution },
  form: stored.form,
  formVersion: stored.formVersion,
  period: stored.period,
  status: 'ACCEPTED',
  revision: stored.revision,
  receivedAt: stored.receivedAt,
  knownAt: stored.knownFrom,
  digest: stored.digest,
  warnings: stored.warnings,
  synthetic: stored.synthetic,
  position: positionOf(stored),
});

export const revisionOf = (stored: SubmissionRow): SubmissionRevision => ({
  stored,
  revision: stored.revision,
  knownAt: stored.knownFrom,
  receivedAt: stored.receivedAt,
  digest: stored.digest,
  warnings: stored.warnings,
  position: positionOf(stored),
});
