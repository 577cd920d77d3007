import type { Text } from '@qianfan/schema/kernel/issue';
import { readPeriod } from './period.ts';
import { type Cell, halfWidth, type Line, type Sheet } from './sheet.ts';
import { blame, type HeadField, saidOnce, type State, unitsDiffer } from './state.ts';
import { holdsMore, isGridLine, isListLine } from './unread.ts';
import { currencyOf, type Money, moneyIn, unitOf } from './units.ts';

/** Header lines of a return, by what stands in front; those that name the reporter by name or by code are `either`. */
const FIELDS: Readonly<Record<string, HeadField>> = {
  institution: 'institution',
  机构: 'institution',
  机构代码: 'institution',
  form: 'form',
  报表: 'form',
  报表代码: 'form',
  period: 'period',
  报告期: 'period',
  报告期间: 'period',
  数据日期: 'period',
  统计期: 'period',
  所属期: 'period',
  revision: 'revision',
  版次: 'revision',
  currency: 'currency',
  币种: 'currency',
  unit: 'unit',
  单位: 'unit',
  金额单位: 'unit',
  计量单位: 'unit',
  货币单位: 'unit',
  tables: 'tables',
  表: 'tables',
};

/** The name or the code of the reporter, and of the form: what is no code says nothing. */
const EITHER: Readonly<Record<string, HeadField>> = {
  填报机构: 'institution',
  报送机构: 'institution',
  填报单位: 'institution',
  报送单位: 'institution',
  编报单位: 'institution',
  机构名称: 'institution',
  表号: 'form',
  报表名称: 'form',
};

/** Signatures and remarks of official forms. */
const ASIDE =
  /^(?:填表|制表|经办|复核|审核|负责|联系|主管|统计|分管)(?:人|部门|单位|领导)|^(?:单位|部门|机构|统计)?负责人|^(?:联系)?电话|^(?:手机|邮箱|传真|地址|附件|盖章|公章|签[字章名])|^(?:填报|制表|报出|报送|填表)(?:日期|时间)|^(?:日期|备注|说明|填报说明|注\d*|制定机关|批准机关|批准文号|备案文号|有效期至?|有效期限)$|^(?:prepared|checked|reviewed|approved|signed)\b|^(?:phone|tel|date|notes?|remarks?|e-?mail)\b/i;

export const isAside = ({ text }: Cell): boolean => {
  const [name = ''] = halfWidth(text).trim().split(':');
  return (
    ASIDE.test(name.replace(/\s/g, '')) || /^注(?:\d*[:.、]|\d+|$)/.test(halfWidth(text).trim())
  );
};

export const CHINESE: Readonly<Record<HeadField, string>> = {
  institution: '机构',
  form: '报表',
  period: '报告期',
  revision: '版次',
  currency: '币种',
  unit: '单位',
  tables: '表',
};

interface Statement {
  name: string;
  field: HeadField | undefined;
  /** Blank where nothing is said. */
  value: string;
  cell: Cell;
  /** With a colon, or in a comment: `# 报告期: 2024-12`. */
  isStated: boolean;
}

const INSTITUTION = /[A-Z]{2,}_[A-Z0-9_]*[A-Z0-9]/;
const FORM = /^[A-Z]{1,4}\d{1,3}[A-Z]?(?=$|[^A-Za-z0-9])/;

/** `form,TF01`, `# form: TF01`, `报告期：2024-12`, `（单位：万元）`, several beside each other. */
function statementsIn({ cells }: Line): { said: Statement[]; rest: Cell[] } {
  const said: Statement[] = [];
  const rest: Cell[] = [];
  for (let n = 0; n < cells.length; n += 1) {
    const cell = cells[n]!;
    const text = cell.text
      .trim()
      .replace(/^#\s*/, '')
      .replace(/^[（(](.*)[)）]$/, '$1');
    const { name, field, inline } = labelIn(text);
    const next = cells[n + 1];
    const takesNext = !inline && next !== undefined && labelIn(next.text).field === undefined;
    if (field) {
      const holder = takesNext ? next : cell;
      const value = takesNext ? next.text : (inline ?? '');
      const isStated = inline !== undefined || cell.text.startsWith('#');
      said.push({ name, field, value: value.trim(), cell: holder, isStated });
      if (takesNext) n += 1;
    } else if (isAside({ ...cell, text })) {
      if (takesNext && next.column === cell.column + 1) n += 1;
    } else rest.push(cell);
  }
  return { said, rest };
}

function labelIn(text: string): { name: string; field: HeadField | undefined; inline?: string } {
  const [, label = text, inline] = /^([^:：]{1,12}?)\s*[:：]\s*(.*)$/s.exec(text) ?? [];
  const name = label.replace(/\s/g, '');
  const field = FIELDS[name] ?? FIELDS[name.toLowerCase()] ?? EITHER[name];
  return { name, field, ...(inline !== undefined && { inline }) };
}

/** What a statement says, in the published language; undefined where it names and has no code. */
function valueOf({ field, name, value }: Statement): string | undefined {
  switch (field) {
    case 'institution': {
      const code = INSTITUTION.exec(value)?.[0];
      return code ?? (name in EITHER ? undefined : value);
    }
    case 'form': {
      const code = FORM.exec(value)?.[0];
      return code ?? (name in EITHER ? undefined : value);
    }
    case 'unit':
      return isReporter(value) ? undefined : unitOf(value);
    case 'currency':
      return currencyOf(value);
    default:
      return value;
  }
}

/** `单位：九江银行`: the word for a unit is the word for an organisation too. */
const isReporter = (value: string): boolean => /(?:银行|公司|分行|支行|联社|信用社)$/.test(value);

/** Takes over one statement, and says what is wrong with it. */
function say(state: State, sheet: Sheet, statement: Statement): void {
  const { field, cell } = statement;
  const value = valueOf(statement);
  if (!field || value === undefined || statement.value === '') return;
  const at = { sheet, cell };
  if (cell.bar) {
    blame(state, cell.bar, { found: cell.text }, at, CHINESE[field]);
    state.header.set(field, { value, at });
    return;
  }
  const implied = field === 'unit' ? state.header.get('unit') : undefined;
  if (implied && implied.value !== value && !state.places.has('unit')) {
    unitsDiffer(state, implied.at, at);
  }
  const what: Text = { zh: CHINESE[field], en: field };
  if (saidOnce(state, field, what, at)) state.header.set(field, { value, at });
}

/** A unit that a title or a heading names: said beside the head, it must be the same. */
export function implyUnit(state: State, sheet: Sheet, unit: Money, cell: Cell): void {
  const value = unitOf(unit);
  const before = state.header.get('unit');
  if (!before) state.header.set('unit', { value, at: { sheet, cell } });
  else if (before.value !== value) unitsDiffer(state, before.at, { sheet, cell });
}

/** Whether an unknown header says something that a known one would: then its name is a slip. */
const isTelling = (value: string): boolean =>
  moneyIn(value) !== undefined ||
  currencyOf(value) === 'CNY' ||
  readPeriod(value) !== undefined ||
  INSTITUTION.test(value);

/** A line that is not of a table: what it says of the head is taken, titles and signatures are passed by. */
export function readHeader(state: State, sheet: Sheet, line: Line): void {
  const { said, rest } = statementsIn(line);
  for (const statement of said) say(state, sheet, statement);
  for (const cell of rest) {
    const unit = moneyIn(cell.text);
    if (unit) implyUnit(state, sheet, unit, cell);
  }
  if (line.cells[0]!.text.startsWith('#')) return;
  const stray = [
    strayLabel(rest),
    strayValue(sheet, said, rest),
    isGridLine(rest) || isListLine(line) ? rest[0] : undefined,
  ];
  const [lost] = stray.filter((cell) => cell !== undefined);
  if (lost) {
    blame(state, 'LINE_INCOMPLETE', { found: lost.text }, { sheet, cell: lost });
    return;
  }
  const [first, second] = rest;
  if (!first) return;
  const [, name = first.text, inline = second?.text ?? ''] =
    /^([^:：]+?)\s*[:：]\s*(.+)$/.exec(first.text) ?? [];
  const isPair = sheet.name === undefined && rest.length === 2 && said.length === 0;
  if (isPair || (inline && !moneyIn(first.text) && isTelling(inline))) {
    blame(state, 'HEAD_UNKNOWN', { name }, { sheet, cell: first });
  }
}

/** Of a line below or beside a table only what it says of the head; `#` may stand before it. */
export function readAside(state: State, sheet: Sheet, line: Line): void {
  const { said } = statementsIn(line);
  for (const statement of said) if (statement.isStated) say(state, sheet, statement);
}

/** A line below a head that is none of its table: nothing but a remark may be passed by. */
export function readRemark(state: State, sheet: Sheet, line: Line): void {
  readAside(state, sheet, line);
  const { said, rest } = statementsIn(line);
  const unread = [...said.filter(({ isStated }) => !isStated).map(({ cell }) => cell), ...rest];
  if (!holdsMore(unread)) return;
  const found = line.cells.map(({ text }) => text).join();
  blame(state, 'LINE_INCOMPLETE', { found }, { sheet, cell: line.cells[0]! });
}

/** `单位;元` in a file of commas, `币种 美元`: the name of a header, and no sign by which it says something. */
const strayLabel = (cells: readonly Cell[]): Cell | undefined =>
  cells.find(({ text }) => {
    const [, name = '', sign] = /^#?\s*([^\s,;，；|｜]+)\s*(\s|[,;，；|｜])\s*\S/.exec(text) ?? [];
    // A single word is the beginning of many titles: 表 1.
    return (
      sign !== undefined && (sign.trim() !== '' || name.length > 1) && FIELDS[name] !== undefined
    );
  });

/** `报告期,2024-12,2025-01`: beside what a line of a text file says of the head, more of it. */
const strayValue = ({ name }: Sheet, said: readonly Statement[], rest: readonly Cell[]) =>
  rest.find(
    (cell) =>
      name === undefined &&
      said.some((one) => !one.isStated && one.cell.column + 1 === cell.column) &&
      holdsMore([cell]),
  );

/** What another sheet, a cover, says of the head: only what is right, where the form does not say it itself. */
export function readCover(state: State, sheet: Sheet): void {
  for (const line of sheet.lines) {
    const [first] = line.cells;
    if (isListLine(line) && first && !first.bar && !first.text.startsWith('#')) {
      blame(state, 'LINE_INCOMPLETE', { found: first.text }, { sheet, cell: first });
    }
    for (const statement of statementsIn(line).said) {
      const { field, cell } = statement;
      const value = valueOf(statement);
      if (!field || value === undefined || !isRight(field, value) || cell.bar) continue;
      const before = state.header.get(field);
      if (!before) say(state, sheet, statement);
      else if (spelt(field, before.value) !== spelt(field, value)) {
        saidOnce(state, field, { zh: CHINESE[field], en: field }, { sheet, cell });
      }
    }
  }
}

const isRight = (field: HeadField, value: string): boolean => {
  if (field === 'period') return typeof readPeriod(value) === 'string';
  if (field === 'institution') return INSTITUTION.test(value);
  if (field === 'form') return FORM.test(value);
  if (field === 'revision') return /^\d{1,4}$/.test(value);
  return field === 'unit' && /YUAN$|元$/.test(value);
};

const spelt = (field: HeadField, value: string): string =>
  field === 'period' ? String(readPeriod(value)) : value;
