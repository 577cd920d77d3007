import type { ErrorEntry } from './entry.ts';

const RESAVE = {
  zh: '在 Excel 或 WPS 中打开，另存为“Excel 工作簿（*.xlsx）”后再报送。',
  en: 'Open it in Excel or WPS, save it as an Excel workbook (*.xlsx), and send that.',
};
const ONE_PLACE = {
  zh: '只保留正确的一处，删去另一处。',
  en: 'Keep the one that is right and delete the other.',
};
const AS_HEADER = {
  zh: '表头为 机构、报表、报告期、版次，每项一行，名称在前、内容在后；页面“本机构报送”可下载填好表头的文件。',
  en: 'The head has institution, form, period and revision, one a line, the name first; the page gives a file that has them.',
};

/** What keeps a file from being read: told before anything is sent, at the sheet and the cell where it stands. */
export const FILE_ERRORS = {
  FILE_TOO_LARGE: {
    http: 413,
    message: { zh: '文件过大：{what}。', en: 'The file is too large: {what}.' },
    fix: {
      zh: '一个文件只放一张报表：不超过 10 MB（展开后 50 MB）、100,000 行、100 列；删去表外的内容后再报送。',
      en: 'One return a file: at most 10 MB (50 MB unpacked), 100,000 rows, 100 columns. Delete what lies outside of the form.',
    },
  },
  FILE_HAS_PASSWORD: {
    http: 400,
    message: {
      zh: '工作簿设有打开密码，无法读取。',
      en: 'The workbook has a password and cannot be read.',
    },
    fix: {
      zh: '在 Excel 或 WPS 中打开，“文件 → 信息 → 保护工作簿 → 用密码进行加密”中清除密码，保存后再报送。',
      en: 'Open it in Excel or WPS, clear the password (File, Info, Protect Workbook, Encrypt with Password), save and send it.',
    },
  },
  FILE_OF_OTHER_KIND: {
    http: 400,
    message: { zh: '文件是{what}，不能读取。', en: 'The file is {what}, which is not read.' },
    fix: RESAVE,
  },
  FILE_DAMAGED: {
    http: 400,
    message: {
      zh: '工作簿无法读取：文件已损坏或不完整。',
      en: 'The workbook cannot be read: it is damaged or incomplete.',
    },
    fix: RESAVE,
  },
  FILE_IN_NO_ENCODING: {
    http: 400,
    message: {
      zh: '文件既不是 UTF-8、UTF-16 也不是 GB18030 编码的文本。',
      en: 'The file is no text in UTF-8, UTF-16 or GB18030.',
    },
    fix: RESAVE,
  },
  NO_TABLE: {
    http: 400,
    message: {
      zh: '没有找到报表的表格：{where}。',
      en: 'There is no table of a form in {where}.',
    },
    fix: {
      zh: '表格以“行”及各列代码（A、B、C …）一行开始，行代码写在各行首格；页面“本机构报送”可下载整张空表。',
      en: 'A table begins with a line of "row" and the codes of its columns (A, B, C …), each line with the code of its row; the page gives the empty form.',
    },
  },
  TABLE_TWICE: {
    http: 400,
    message: {
      zh: '两处都有报表的表格：{first} 与 {second}。',
      en: 'There are tables of a form in two places: {first} and {second}.',
    },
    fix: {
      zh: '一个文件只放一张报表：把另一张工作表删去或另存为一个文件。',
      en: 'One return a file: delete the other sheet, or save it as a file of its own.',
    },
  },
  SHEET_HIDDEN: {
    http: 400,
    message: {
      zh: '报表的表格在隐藏的工作表“{sheet}”中。',
      en: 'The table of the form is on a hidden sheet, {sheet}.',
    },
    fix: {
      zh: '右键工作表标签，取消隐藏，核对后再报送。',
      en: 'Unhide the sheet (right-click a tab), check it, and send it again.',
    },
  },
  HEAD_UNKNOWN: {
    http: 400,
    message: { zh: '未知的表头项“{name}”。', en: 'There is no such header: {name}.' },
    fix: AS_HEADER,
  },
  HEAD_MISSING: {
    http: 400,
    message: { zh: '文件缺少表头项：{what}', en: 'the file lacks header lines: {what}' },
    fix: AS_HEADER,
  },
  PERIOD_UNKNOWN: {
    http: 400,
    message: {
      zh: '报告期须如 2024-12、2024-Q4 或 2024（1900 至 2199 年）：{found}',
      en: 'the period is written 2024-12, 2024-Q4 or 2024 (years 1900 to 2199), not {found}',
    },
    fix: {
      zh: '写成 2024-12（月）或 2024-Q4（季），单元格设为“文本”格式。',
      en: 'Write 2024-12 (month) or 2024-Q4 (quarter), in a cell of the format Text.',
    },
  },
  PERIOD_AMBIGUOUS: {
    http: 400,
    message: {
      zh: '报告期“{found}”可读作 {first} 或 {second}：电子表格把 .10 存成 .1。',
      en: 'The period {found} may be {first} or {second}: a spreadsheet keeps .10 as .1.',
    },
    fix: {
      zh: '写成 {first} 或 {second}，单元格设为“文本”格式。',
      en: 'Write {first} or {second}, in a cell of the format Text.',
    },
  },
  REVISION_UNKNOWN: {
    http: 400,
    message: {
      zh: '版次须为 1 起的整数：{found}',
      en: 'revision is a whole number from 1, not {found}',
    },
    fix: {
      zh: '首次报送填 1，更正填当前版次加 1（qianfan status 可查）。',
      en: 'The first is 1, a correction the present one plus 1: see qianfan status.',
    },
  },
  SAID_TWICE: {
    http: 400,
    message: {
      zh: '{what}说了两次：{first} 与 {second}。',
      en: '{what} twice: {first} and {second}.',
    },
    fix: ONE_PLACE,
  },
  UNITS_DIFFER: {
    http: 400,
    message: {
      zh: '单位有两种说法：{first} 与 {second}。',
      en: 'There are two units: {first} and {second}.',
    },
    fix: {
      zh: '全表用同一单位填报，并只写一种单位。',
      en: 'Report the whole form in one unit, and name that one.',
    },
  },
  NO_ROW_CODE: {
    http: 400,
    message: {
      zh: '该行有数值，但行首“{found}”不是行代码。',
      en: 'The line has values, but {found} is no code of a row.',
    },
    fix: {
      zh: '行首写行代码，如 1.1.1 高新技术企业，单元格设为“文本”格式；说明文字不要与数值写在同一行。',
      en: 'Begin the line with the code of its row, such as 1.1.1, in a cell of the format Text; keep remarks off lines with values.',
    },
  },
  NO_COLUMN_CODE: {
    http: 400,
    message: {
      zh: '“{found}”所在的列没有列代码。',
      en: 'The column in which {found} stands has no code.',
    },
    fix: {
      zh: '列标题以列代码开头，如 D 余额；表外的数值请删去。',
      en: 'Begin the heading with the code of its column, such as D; delete numbers outside of the form.',
    },
  },
  LINE_INCOMPLETE: {
    http: 400,
    message: {
      zh: '该行不完整，或不是表中的一行：{found}。',
      en: 'The line is incomplete, or none of the table: {found}.',
    },
    fix: {
      zh: '单元格每行写 行、列、值，附表每行写 企业、列、行，表头每行写 名称、内容，各占一格；文本文件全文用同一种分隔符。说明文字以 # 或“注：”开头。',
      en: 'A line of cells has row, column and value, one of the annex enterprise, column and rows, one of the head a name and what it is: each in a cell of its own, with the same separator in the whole file. Begin remarks with # or Note.',
    },
  },
  QUOTE_STRAY: {
    http: 400,
    message: {
      zh: '此处有一个不成对或位置不对的双引号（"）。',
      en: 'There is a double quote (") here that has no other, or stands within a field.',
    },
    fix: {
      zh: '删去该引号；内容本身有引号时，整格用引号括起，其中的引号写两遍（""）。',
      en: 'Delete it. Where a field has a quote in it, put the whole field in quotes and write that quote twice ("").',
    },
  },
  LINE_TOO_WIDE: {
    http: 400,
    message: { zh: '多于{count}列：{found}', en: 'more than {count} columns: {found}' },
    fix: {
      zh: '金额不要用千分位逗号，附表的多个行号之间用空格。',
      en: 'Write amounts without thousands separators, and spaces between the rows of the annex.',
    },
  },
  CELL_NO_NUMBER: {
    http: 400,
    message: { zh: '“{found}”不是数字。', en: '{found} is no number.' },
    fix: {
      zh: '只写数字，如 1234.50；上标、带圈数字、分数、罗马数字等都不是数字。',
      en: 'Write digits only, such as 1234.50; superscripts, circled digits, fractions and Roman numerals are none.',
    },
  },
  CELL_AMBIGUOUS: {
    http: 400,
    message: {
      zh: '“{found}”可读作 {first} 或 {second}。',
      en: '{found} may be {first} or {second}.',
    },
    fix: {
      zh: '写成没有分隔符、以点为小数点的数，如 {first}。',
      en: 'Write it without separators and with a decimal point, such as {first}.',
    },
  },
  CELL_NO_VALUE: {
    http: 400,
    message: {
      zh: '“{found}”可读作 0，也可读作没有填报。',
      en: '{found} may be zero, or nothing reported.',
    },
    fix: {
      zh: '没有发生额填 0；表中没有或可不填的格留空。',
      en: 'Write 0 where there is nothing; leave blank what may be left out.',
    },
  },
  CELL_PERCENT: {
    http: 400,
    message: {
      zh: '“{found}”是百分数，表中只有金额与数量。',
      en: '{found} is a percentage; the form has amounts and counts only.',
    },
    fix: {
      zh: '填金额或数量本身，单元格设为“数值”格式。',
      en: 'Write the amount or the count itself, in a cell of the format Number.',
    },
  },
  CELL_EXPONENT: {
    http: 400,
    message: {
      zh: '“{found}”是科学记数法，可能已丢失数位。',
      en: '{found} has an exponent, and may have lost digits.',
    },
    fix: {
      zh: '单元格设为“数值”格式，小数位数 2，写全所有数位。',
      en: 'Set the cell to the format Number with 2 decimals and write all digits.',
    },
  },
  CELL_UNIT: {
    http: 400,
    message: { zh: '“{found}”带有单位。', en: '{found} has a unit behind it.' },
    fix: {
      zh: '单元格只写数字（自定义格式里的单位也请去掉），单位写在表头。',
      en: 'Write the number alone (no unit in the number format either); the unit belongs into the head.',
    },
  },
  CELL_DATE: {
    http: 400,
    message: {
      zh: '“{found}”是日期，这里应是数值或代码。',
      en: '{found} is a date where a number or a code belongs.',
    },
    fix: {
      zh: '单元格设为“文本”或“数值”格式，重新填写。',
      en: 'Set the cell to the format Text or Number and write it anew.',
    },
  },
  CELL_ERROR_VALUE: {
    http: 400,
    message: {
      zh: '单元格显示错误值 {found}。',
      en: 'The cell shows the error {found}.',
    },
    fix: {
      zh: '在 Excel 或 WPS 中改正公式，或填入数值。',
      en: 'Mend the formula in Excel or WPS, or write the value.',
    },
  },
  CELL_NO_RESULT: {
    http: 400,
    message: {
      zh: '公式没有保存计算结果：{found}。',
      en: 'The formula has no stored result: {found}.',
    },
    fix: {
      zh: '在 Excel 或 WPS 中打开、重新计算并保存，或“选择性粘贴 → 数值”后再报送。',
      en: 'Open, calculate and save it in Excel or WPS, or paste the values over the formulas.',
    },
  },
  CELL_HIDDEN: {
    http: 400,
    message: {
      zh: '“{found}”在隐藏的行或列中。',
      en: '{found} stands in a hidden row or column.',
    },
    fix: {
      zh: '取消隐藏或筛选，核对后再报送；不报的内容请删去。',
      en: 'Unhide it or clear the filter and check it; delete what is not to be reported.',
    },
  },
  CELL_MARKED: {
    http: 400,
    message: {
      zh: '“{found}”中有上标、下标或加删除线的字，不知是否属于其中。',
      en: 'Part of {found} is superscript, subscript or struck out: whether it counts, nobody knows.',
    },
    fix: {
      zh: '删去不算数的字，去掉上标、下标与删除线（设置单元格格式 → 字体），脚注写到表外。',
      en: 'Delete what does not count and clear superscript, subscript and strikethrough (Format Cells, Font); footnotes belong outside of the form.',
    },
  },
  CELL_MERGED: {
    http: 400,
    message: {
      zh: '“{found}”在合并单元格 {range} 中，不知属于哪一格。',
      en: '{found} stands in the merged cells {range}: it may belong to any of them.',
    },
    fix: {
      zh: '取消合并，各格分别填写。',
      en: 'Unmerge the cells and fill in each.',
    },
  },
  CELL_SHOWN_OTHERWISE: {
    http: 400,
    message: {
      zh: '单元格显示“{shown}”，存的却是 {held}。',
      en: 'The cell shows {shown}, but holds {held}.',
    },
    fix: {
      zh: '单元格设为“数值”格式，小数位数 2、不缩放、不隐藏零值，核对后再报送。',
      en: 'Set the cell to the format Number with 2 decimals, unscaled, zeros shown; check it and send it again.',
    },
  },
} as const satisfies Record<string, ErrorEntry>;
