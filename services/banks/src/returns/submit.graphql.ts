import { requirePrincipal } from '@qianfan/kit/identity/access';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { refusal } from '@qianfan/kit/subgraph/errors';
import { InstantScalar, Period } from '@qianfan/kit/subgraph/scalars';
import { checkSizes, outcomeOf } from '@qianfan/kit/subgraph/submit.graphql';
import { OutcomeType } from '@qianfan/kit/subgraph/values.graphql';
import type { SubmitReturn } from '@qianfan/schema/commands/banks';
import { Arg, Ctx, Field, ID, InputType, Int, Mutation, Resolver } from 'type-graphql';

@InputType('CellInput', { description: '一个单元格\nOne cell' })
class CellInput {
  @Field(() => ID, {
    nullable: true,
    description: '行政区划代码，仅分地区的报表\nArea, in a form that is split by area',
  })
  area?: string | null;

  @Field(() => String, { description: '行\nRow' })
  row!: string;

  @Field(() => String, { description: '列\nColumn' })
  column!: string;

  @Field(() => String, { description: '数值，按报表计量单位\nValue in the form’s unit, as text' })
  value!: string;
}

@InputType('TableInput', { description: '填报标识\nFiling indicator of one table of the form' })
class TableInput {
  @Field(() => String, { description: '表名\nName of the table' })
  table!: string;

  @Field(() => Boolean, { description: '是否填报\nWhether it is reported' })
  reported!: boolean;
}

@InputType('BorrowerRowsInput', {
  description: '企业在一列中归入的行\nRows in which it counts, in one column',
})
class BorrowerRowsInput {
  @Field(() => String, { description: '户数列\nCount column' })
  column!: string;

  @Field(() => [String], { description: '最末级的行\nRows without parts' })
  rows!: string[];
}

@InputType('BorrowerInput', {
  description: '附表中的一户企业\nOne enterprise of the borrower annex',
})
class BorrowerInput {
  @Field(() => ID, { description: '企业编号\nId of the enterprise' })
  enterprise!: string;

  @Field(() => [BorrowerRowsInput], { description: '按列归入的行\nRows by column' })
  counted!: BorrowerRowsInput[];
}

@InputType('SubmitReturnInput', { description: '一张完整报表\nA whole return' })
class SubmitReturnInput {
  @Field(() => ID, {
    description:
      '命令编号，机构内唯一；重发须用同一编号\nId of the command, unique within the institution; a repeat uses the same one',
  })
  id!: string;

  @Field(() => ID, { description: '报送机构代码\nCode of the reporter' })
  institution!: string;

  @Field(() => ID, { description: '报表代码\nCode of the form' })
  form!: string;

  @Field(() => Period, { description: '报告期\nPeriod' })
  period!: string;

  @Field(() => Int, {
    defaultValue: 1,
    description:
      '修订号：首次为 1，更正为当前修订号加 1\nRevision: 1 at first, then the current one plus 1',
  })
  revision!: number;

  @Field(() => String, { defaultValue: 'CNY', description: '币种\nCurrency' })
  currency!: string;

  @Field(() => String, { defaultValue: 'WAN_YUAN', description: '计量单位\nUnit' })
  unit!: string;

  @Field(() => [TableInput], { description: '各表的填报标识\nFiling indicators' })
  tables!: TableInput[];

  @Field(() => [CellInput], { description: '单元格\nCells' })
  cells!: CellInput[];

  @Field(() => [BorrowerInput], { description: '借款企业附表\nBorrower annex' })
  borrowers!: BorrowerInput[];

  @Field(() => InstantScalar, { nullable: true, description: '仅导入历史时\nImporter only' })
  knownAt?: number;

  @Field(() => InstantScalar, { nullable: true, description: '仅导入历史时\nImporter only' })
  receivedAt?: number;
}

/** The command's body as every other door has it, so that one content has one digest. */
function bodyOf(input: SubmitReturnInput): SubmitReturn {
  const { institution, form, period, revision, currency, unit, tables, cells, borrowers } = input;
  return {
    institution,
    form,
    period,
    revision,
    currency,
    unit,
    tables: tables.map(({ table, reported }) => ({ table, reported })),
    cells: cells.map(({ area, row, column, value }) => ({
      ...(area === undefined || area === null ? {} : { area }),
      row,
      column,
      value,
    })),
    borrowers: borrowers.map(({ enterprise, counted }) => ({
      enterprise,
      rows: rowsByColumn(counted),
    })),
  };
}

/** A column may have any name, that of a prototype included: the rules say which it may have. */
function rowsByColumn(counted: BorrowerRowsInput[]): Record<string, string[]> {
  const rows = new Map<string, string[]>();
  for (const { column, rows: named } of counted) {
    rows.set(column, [...(rows.get(column) ?? []), ...named]);
  }
  return Object.fromEntries(rows);
}

@Resolver()
export class SubmitReturnResolver {
  @Mutation(() => OutcomeType, {
    description:
      '报送一张报表；与其他渠道报送同一内容得同一回执\nSubmits a return; the same content through any door has the same receipt',
  })
  async submitReturn(
    @Arg('input', () => SubmitReturnInput, { description: '报表\nThe return' })
    input: SubmitReturnInput,
    @Ctx() context: RequestContext,
  ): Promise<OutcomeType> {
    requirePrincipal(context);
    const body = bodyOf(input);
    checkSizes([{ body }]);
    const { id, knownAt, receivedAt } = input;
    const [outcome] = await context.submit([
      {
        id,
        type: 'banks.SubmitReturn',
        body,
        ...(knownAt === undefined ? {} : { knownAt }),
        ...(receivedAt === undefined ? {} : { receivedAt }),
      },
    ]);
    // A foreign institution is FORBIDDEN at every field, this one included.
    const forbidden = outcome!.status === 'REJECTED' && outcome!.issues.at(0)?.code === 'FORBIDDEN';
    if (forbidden) throw refusal('FORBIDDEN', { what: input.institution });
    return outcomeOf(outcome!);
  }
}
