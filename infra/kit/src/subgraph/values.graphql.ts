import { SEVERITIES } from '@qianfan/schema/kernel/issue';
import 'reflect-metadata';
import { Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Decimal, InstantScalar, JsonScalar, PositionScalar } from './scalars.ts';

/** An enum of GraphQL out of a list of names: `enumOf(SEVERITIES)`, then `registerEnumType`. */
export const enumOf = <Name extends string>(names: readonly Name[]): Record<Name, Name> =>
  Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;

export const Severity = enumOf(SEVERITIES);
registerEnumType(Severity, {
  name: 'Severity',
  description: '级别；FATAL 与 ERROR 导致退回\nSeverity; FATAL and ERROR refuse',
});

export const OutcomeStatus = enumOf(['ACCEPTED', 'REFUSED', 'REJECTED'] as const);
registerEnumType(OutcomeStatus, {
  name: 'OutcomeStatus',
  description:
    '处理结果：已受理；退回（留有回执）；未受理（不留事实）\nWhat became of a command: accepted; refused, with a receipt; rejected, which leaves no fact',
});

export const Scope = enumOf(['ALL', 'OWN'] as const);
registerEnumType(Scope, {
  name: 'Scope',
  description:
    '可见范围：全部，或仅本机构\nWhat the rows cover: all, or those of the own institution only',
});

@Directive('@shareable')
@ObjectType('Text', { description: '中英文对照文本\nA text in both languages' })
export class TextType {
  @Field(() => String, { description: '中文\nChinese' })
  zh!: string;

  @Field(() => String, { description: '英文\nEnglish' })
  en!: string;
}

@Directive('@shareable')
@ObjectType('Issue', {
  description:
    '一个问题：何处、何值、应为何值、如何改\nOne thing that is wrong: where, found, expected, and what to do',
})
export class IssueType {
  @Field(() => String, {
    description: '校验规则编号或错误代码\nRule id or code of the error catalogue',
  })
  code!: string;

  @Field(() => Severity, { description: '级别\nSeverity' })
  severity!: keyof typeof Severity;

  @Field(() => String, { nullable: true, description: '在报文中的路径\nWhere in the body' })
  path?: string;

  @Field(() => String, { nullable: true, description: '行\nRow' })
  row?: string;

  @Field(() => String, { nullable: true, description: '列\nColumn' })
  column?: string;

  @Field(() => String, { nullable: true, description: '实际值\nFound' })
  found?: string;

  @Field(() => String, { nullable: true, description: '应为\nExpected' })
  expected?: string;

  @Field(() => TextType, { description: '说明\nWhat is wrong' })
  message!: TextType;

  @Field(() => TextType, { nullable: true, description: '如何改正\nWhat to do' })
  fix?: TextType;
}

@Directive('@shareable')
@ObjectType('Receipt', {
  description:
    '回执：命令的第一条事实；同一命令总得同一回执\nReceipt: the first fact of a command; the same command always gets the same one',
})
export class ReceiptType {
  @Field(() => ID, { description: '命令编号\nId of the command' })
  commandId!: string;

  @Field(() => String, { description: '机构代码\nCode of the institution' })
  institution!: string;

  @Field(() => String, { description: '事实类型\nType of the fact' })
  type!: string;

  @Field(() => OutcomeStatus, { description: '结果\nOutcome' })
  outcome!: 'ACCEPTED' | 'REFUSED';

  @Field(() => PositionScalar, { description: '在日志中的位置\nPosition in the journal' })
  position!: string;

  @Field(() => InstantScalar, {
    description:
      '系统知悉时点；作 Min-Cut 可读到本次写入\nWhen the system knew it; as Min-Cut it makes a reader see this write',
  })
  knownAt!: number;

  @Field(() => String, { description: '内容摘要\nDigest of the content' })
  digest!: string;

  @Field(() => String, { description: '日志链上的哈希\nHash in the journal chain' })
  hash!: string;

  @Field(() => [IssueType], { description: '退回原因或提示\nReasons of a refusal, or warnings' })
  issues!: IssueType[];
}

@Directive('@shareable')
@ObjectType('Outcome', { description: '一条命令的结果\nWhat became of one command' })
export class OutcomeType {
  @Field(() => ID, { description: '命令编号\nId of the command' })
  commandId!: string;

  @Field(() => OutcomeStatus, { description: '结果\nOutcome' })
  status!: keyof typeof OutcomeStatus;

  @Field(() => ReceiptType, {
    nullable: true,
    description: '回执；未受理时无\nThe receipt; none where the command was rejected',
  })
  receipt?: ReceiptType;

  @Field(() => [IssueType], { description: '全部问题\nEverything that was found' })
  issues!: IssueType[];
}

@Directive('@shareable')
@ObjectType('PageInfo', { description: '分页信息\nWhere a page stands in its list' })
export class PageInfo {
  @Field(() => Boolean, { description: '后面还有\nMore follow' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: '前面还有\nMore precede' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: '首条游标\nCursor of the first' })
  startCursor?: string;

  @Field(() => String, { nullable: true, description: '末条游标\nCursor of the last' })
  endCursor?: string;
}

export const MoneyUnit = enumOf(['YUAN', 'WAN', 'YI'] as const);
registerEnumType(MoneyUnit, {
  name: 'MoneyUnit',
  description:
    '金额单位：元、万元、亿元\nUnit of money: yuan, ten thousand yuan, hundred million yuan',
});

@Directive('@shareable')
@ObjectType('Money', { description: '人民币金额\nAn amount of renminbi' })
export class Money {
  @Field(() => Decimal, { description: '金额\nAmount' })
  amount!: string;

  @Field(() => MoneyUnit, { description: '单位\nUnit' })
  unit!: keyof typeof MoneyUnit;
}

@InputType('CommandInput', { description: '一条命令\nOne command' })
export class CommandInput {
  @Field(() => ID, {
    description:
      '命令编号，机构内唯一；重发须用同一编号\nId, unique within the institution; a repeat uses the same one',
  })
  id!: string;

  @Field(() => String, {
    description: '命令类型，如 "banks.DrawLoan"\nType, such as "banks.DrawLoan"',
  })
  type!: string;

  @Field(() => JsonScalar, { description: '命令内容\nBody' })
  body!: unknown;

  @Field(() => InstantScalar, {
    nullable: true,
    description: '仅导入历史时：当时知悉时点\nImporter only: when it was known',
  })
  knownAt?: number;

  @Field(() => InstantScalar, {
    nullable: true,
    description: '仅导入历史时：当时收到时点\nImporter only: when it arrived',
  })
  receivedAt?: number;
}
