"""Makes the workbooks of the corpus with the programs that banks use: run by hand, its output is committed.

pip install openpyxl==3.1.5 xlsxwriter==3.2.9 pandas odfpy xlwt msoffcrypto-tool; apt-get install libreoffice-calc
python3 tests/files/make.py
"""

import datetime
import io
import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import pandas
import xlsxwriter
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Font

HERE = Path(__file__).parent / "corpus"

HEAD = [["机构", "BNK_JJB"], ["报表", "TF03"], ["报告期", "2024-12"], ["版次", 1], ["单位", "万元"]]
TABLE = [
    ["行", "B 当年累放额", "H 年化利息收益"],
    ["1 科技贷款", 1200, 48],
    ["ALL 各项贷款", 2500.5, 100.25],
]


def base():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "TF03"
    for line in HEAD + TABLE:
        sheet.append(line)
    return book, sheet


def sample(name):
    """The usual return, with what the decorated function does to it."""

    def made(change):
        book, sheet = base()
        change(book, sheet)
        book.save(HERE / f"{name}.xlsx")
        return change

    return made


def number(cell, value, code):
    cell.value = value
    cell.number_format = code


@sample("plain")
def _(book, sheet): ...


# ---- periods -------------------------------------------------------------------------------------------------------
@sample("period-number-shown-with-two-decimals")
def _(book, sheet):
    number(sheet["B3"], 2024.10, "0.00")


@sample("period-number-general")
def _(book, sheet):
    number(sheet["B3"], 2024.10, "General")


@sample("period-number-january-shown")
def _(book, sheet):
    number(sheet["B3"], 2024.01, "0.00")


@sample("period-joined-number")
def _(book, sheet):
    sheet["B3"] = 202410


@sample("period-date")
def _(book, sheet):
    number(sheet["B3"], datetime.date(2024, 10, 1), 'yyyy"年"m"月"')


@sample("period-date-month-end")
def _(book, sheet):
    number(sheet["B3"], datetime.date(2024, 2, 29), "yyyy/m/d")


@sample("period-date-mid-month")
def _(book, sheet):
    number(sheet["B3"], datetime.date(2024, 10, 15), "yyyy-mm-dd")


@sample("period-date-1904")
def _(book, sheet):
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    number(sheet["B3"], datetime.date(2024, 10, 1), "yyyy-mm")


@sample("period-text-chinese")
def _(book, sheet):
    sheet["B3"] = "2024年10月"


# ---- numbers and what is shown of them -----------------------------------------------------------------------------
@sample("numbers-as-text")
def _(book, sheet):
    sheet["B7"], sheet["C7"] = "1,200.00", "４８"
    sheet["B8"].value, sheet["B8"].style = "2500.5", "Normal"
    sheet["B8"].quotePrefix = True


@sample("numbers-accounting")
def _(book, sheet):
    accounting = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
    for place in ("B7", "C7", "B8", "C8"):
        sheet[place].number_format = accounting
    sheet["C7"] = 0


@sample("numbers-in-brackets")
def _(book, sheet):
    number(sheet["C7"], -48, "#,##0.00_);(#,##0.00)")


@sample("numbers-yuan-mark")
def _(book, sheet):
    number(sheet["B7"], 1200, '[$¥-804]#,##0.00')


@sample("numbers-dollar-mark")
def _(book, sheet):
    number(sheet["B7"], 1200, '"$"#,##0.00')


@sample("numbers-rounded-to-two-decimals")
def _(book, sheet):
    number(sheet["C8"], 100.24999999, "#,##0.00")


@sample("numbers-rounded-half")
def _(book, sheet):
    number(sheet["C8"], 1.005, "0.00")


@sample("numbers-shown-without-decimals")
def _(book, sheet):
    number(sheet["B8"], 2500.5, "0")


@sample("numbers-shown-in-thousands")
def _(book, sheet):
    number(sheet["B8"], 2500500, "0.0,")


@sample("numbers-shown-in-wan")
def _(book, sheet):
    number(sheet["B8"], 25005000, "0!.0,")


@sample("numbers-percent")
def _(book, sheet):
    number(sheet["C8"], 0.0435, "0.00%")


@sample("numbers-sign-hidden")
def _(book, sheet):
    number(sheet["C8"], -5, "0.00;[Red]0.00")


@sample("numbers-hidden-by-format")
def _(book, sheet):
    number(sheet["C8"], 100.25, ";;;")


@sample("numbers-zeros-not-shown")
def _(book, sheet):
    sheet.sheet_view.showZeros = False
    sheet["C8"] = 0


@sample("numbers-with-unit-in-format")
def _(book, sheet):
    number(sheet["B8"], 2500.5, '0.00"万元"')


@sample("numbers-scientific")
def _(book, sheet):
    number(sheet["B8"], 123456, "0.00E+00")


@sample("numbers-chinese-numerals")
def _(book, sheet):
    number(sheet["B8"], 2500, "[DBNum1][$-804]General")


@sample("numbers-fraction")
def _(book, sheet):
    number(sheet["B8"], 2500.5, "# ?/?")


@sample("numbers-superscript-and-circled")
def _(book, sheet):
    sheet["B7"], sheet["C7"], sheet["B8"], sheet["C8"] = "350²", "12①", "80½", "Ⅳ"


@sample("numbers-floating-point")
def _(book, sheet):
    sheet["C8"] = 0.1 + 0.2


@sample("numbers-thirteen-digits")
def _(book, sheet):
    number(sheet["B8"], 9999999999999.99, "#,##0.00")


# ---- what is no number -----------------------------------------------------------------------------------------------
@sample("date-where-an-amount-belongs")
def _(book, sheet):
    sheet["C8"] = datetime.date(2024, 12, 1)


@sample("boolean-where-an-amount-belongs")
def _(book, sheet):
    sheet["C8"] = True


@sample("errors")
def _(book, sheet):
    for place, text in {"B7": "#REF!", "C7": "#N/A", "B8": "#DIV/0!", "C8": "#VALUE!"}.items():
        sheet[place].value, sheet[place].data_type = text, "e"


@sample("formula-without-result")
def _(book, sheet):
    sheet["B8"] = "=B7*2"


@sample("rich-text")
def _(book, sheet):
    bold = InlineFont(b=True)
    sheet["A7"] = CellRichText("1", TextBlock(bold, " 科技"), "贷款")
    sheet["B7"] = CellRichText("1,2", TextBlock(bold, "00.00"))


def raised(text):
    return TextBlock(InlineFont(vertAlign="superscript"), text)


def struck(text):
    return TextBlock(InlineFont(strike=True), text)


@sample("rich-text-superscript-digit")
def _(book, sheet):
    sheet["B7"] = CellRichText("274", raised("1"))


@sample("rich-text-subscript-digit")
def _(book, sheet):
    sheet["B7"] = CellRichText("274", TextBlock(InlineFont(vertAlign="subscript"), "1"))


@sample("rich-text-struck-digits")
def _(book, sheet):
    sheet["B7"] = CellRichText(struck("12"), "274")
    sheet["C7"] = CellRichText(struck("4"), TextBlock(InlineFont(b=True), "8"))


@sample("rich-text-marks-in-code-and-head")
def _(book, sheet):
    sheet["B4"] = CellRichText("1", raised("2"))
    sheet["A7"] = CellRichText("1", raised("2"), " 科技贷款")


@sample("rich-text-footnote-of-a-name")
def _(book, sheet):
    sheet["A7"] = CellRichText("1 科技贷款", raised("2"))
    sheet["B6"] = CellRichText("B 当年累放额", raised("①"))


@sample("font-struck-or-raised")
def _(book, sheet):
    sheet["B7"].font = Font(strike=True)
    sheet["C7"].font = Font(vertAlign="superscript")
    sheet["B8"].value, sheet["B8"].font = "2500.5", Font(vertAlign="subscript")
    sheet["C8"].font = Font(b=True)


@sample("font-struck-row")
def _(book, sheet):
    sheet["A7"].font = Font(strike=True)


@sample("annex-without-a-head")
def _(book, sheet):
    other = book.create_sheet("附表")
    other.append(["E001", "C", "1.1.1 1.2.4"])


@sample("lines-by-another-separator")
def _(book, sheet):
    sheet["A9"] = "2 其中；7；8"
    sheet["A10"] = "其中 3 项"


@sample("list-merged-values")
def _(book, sheet):
    sheet.delete_rows(6, 3)
    for line in [["行", "列", "值"], ["1", "B", 1200], ["1", "H", None]]:
        sheet.append(line)
    sheet.merge_cells("C7:C8")


@sample("row-code-became-a-date")
def _(book, sheet):
    number(sheet["A7"], datetime.date(2001, 1, 1), "yyyy/m/d")


# ---- layouts -----------------------------------------------------------------------------------------------------------
@sample("hidden-row")
def _(book, sheet):
    sheet.row_dimensions[8].hidden = True


@sample("hidden-column")
def _(book, sheet):
    sheet.column_dimensions["C"].hidden = True


@sample("hidden-empty-row-and-column")
def _(book, sheet):
    sheet.row_dimensions[12].hidden = True
    sheet.column_dimensions["F"].hidden = True


@sample("hidden-sheet-beside")
def _(book, sheet):
    other = book.copy_worksheet(sheet)
    other.title, other.sheet_state, other["B7"].value = "旧表", "hidden", 9999


@sample("hidden-sheet-with-the-form")
def _(book, sheet):
    book.create_sheet("说明")["A1"] = "填报说明"
    sheet.sheet_state = "hidden"
    book.active = 1


@sample("two-sheets-with-the-form")
def _(book, sheet):
    other = book.copy_worksheet(sheet)
    other.title = "TF03 (2)"


@sample("merged-values")
def _(book, sheet):
    sheet["C7"] = None
    sheet.merge_cells("B7:C7")


def official(book, sheet):
    """As a bank's form looks: cover, title, unit at the right, two lines of headings, signatures and notes."""
    sheet.delete_rows(1, 20)
    lines = {
        "B2": "科技金融利率、首贷与续贷情况表",
        "B3": "填报单位：九江银行（BNK_JJB）",
        "D3": "2024年12月",
        "F3": "单位：万元",
        "B4": "报表",
        "C4": "TF03",
        "D4": "版次：1",
        "E4": "报告期：2024年12月",
        "B6": "项目",
        "C6": "本年发放情况（万元）",
        "E6": "备注",
        "B7": "甲",
        "C7": "B 累放额",
        "D7": "H 利息收益",
        "B8": "1 科技贷款",
        "C8": 1200,
        "D8": 48,
        "E8": "与总账核对一致",
        "B9": "ALL各项贷款",
        "C9": 2500.5,
        "D9": 100.25,
        "B10": "填表人：张三",
        "C10": "复核人：李四",
        "D10": "负责人：王五",
        "B11": "联系电话",
        "C11": 79112345678,
        "B12": "填报日期",
        "C12": datetime.date(2025, 1, 6),
        "B13": "注：1. 本表金额按人民币口径；2. 委托贷款不计入。",
    }
    for place, value in lines.items():
        sheet[place] = value
    sheet.merge_cells("B2:F2")
    sheet.merge_cells("C6:D6")
    sheet.merge_cells("B13:F13")
    sheet["B2"].alignment = Alignment(horizontal="center")


@sample("official-layout")
def _(book, sheet):
    official(book, sheet)


@sample("official-layout-with-cover")
def _(book, sheet):
    official(book, sheet)
    cover = book.create_sheet("封面", 0)
    for line in [
        ["江西省科技金融统计报表"],
        ["报送机构：", "九江银行股份有限公司"],
        ["报告期：", "2024年12月"],
        ["单位负责人", "王五"],
    ]:
        cover.append(line)
    notes = book.create_sheet("填报说明")
    notes["A1"] = "单位：本表金额单位见表头"
    notes["A2"] = "报告期：填写所报月份"


@sample("cover-says-another-period")
def _(book, sheet):
    cover = book.create_sheet("封面", 0)
    cover.append(["报告期", "2024年11月"])


@sample("cover-has-the-head")
def _(book, sheet):
    sheet.delete_rows(1, 5)
    cover = book.create_sheet("封面", 0)
    for line in HEAD:
        cover.append(line)


@sample("unit-in-headings")
def _(book, sheet):
    sheet.delete_rows(5)
    sheet["B5"], sheet["C5"] = "B 当年累放额（万元）", "H 利息收益（万元）"


@sample("unit-in-a-heading-differs")
def _(book, sheet):
    sheet["C6"] = "H 利息收益（元）"


@sample("empty-rows-and-columns-around")
def _(book, sheet):
    sheet.insert_cols(1, 2)
    sheet.insert_rows(1, 3)
    sheet.insert_rows(9, 2)
    sheet["ZZ9"].number_format = "0.00"


@sample("number-under-no-heading")
def _(book, sheet):
    sheet["D8"] = 7


@sample("heading-twice")
def _(book, sheet):
    sheet["D6"], sheet["D7"], sheet["D8"] = "B 当年累放额", 1, 2


@sample("row-twice")
def _(book, sheet):
    sheet.append(["1 科技贷款", 1300, 50])


@sample("period-twice")
def _(book, sheet):
    sheet.insert_rows(4)
    sheet["A4"], sheet["B4"] = "报告期", "2025-01"


@sample("unit-twice")
def _(book, sheet):
    sheet.insert_rows(6)
    sheet["A6"], sheet["B6"] = "单位", "元"


@sample("period-said-again-below")
def _(book, sheet):
    sheet["A11"] = "报告期：2025-01"


@sample("no-table")
def _(book, sheet):
    sheet.delete_rows(6, 3)


@sample("no-head")
def _(book, sheet):
    sheet.delete_rows(1, 5)


@sample("unit-yuan")
def _(book, sheet):
    sheet["B5"] = "元"
    for place, value in {"B7": 12000000, "C7": 480000, "B8": 25005000, "C8": 1002500}.items():
        sheet[place] = value


@sample("far-away-cell")
def _(book, sheet):
    sheet["XFD1048576"] = 1


@sample("blank-styled-cells-far-away")
def _(book, sheet):
    sheet["XFD1048576"].number_format = "0.00"


# ---- by area, and with an annex on a sheet of its own --------------------------------------------------------------
def with_area():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "分县"
    for line in [["机构", "BNK_JJB"], ["报表", "TF02"], ["报告期", "2024-12"], ["版次", 1]]:
        sheet.append(line)
    sheet.append(["区划", "行", "C 存量户数", "D 余额"])
    sheet.append(["360402 濂溪区", "1.1 科技型企业贷款", 2, 800])
    sheet.append([None, "1.1.1 高新技术企业", 1, 500])
    sheet.append([360403, 1.1, 3, 400])
    sheet.merge_cells("A6:A7")
    book.save(HERE / "areas-merged.xlsx")


def with_annex():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "TF01"
    for line in [["机构", "BNK_JJB"], ["报表", "TF01"], ["报告期", "2024-12"], ["版次", 1]]:
        sheet.append(line)
    sheet.append(["行", "C 存量户数", "D 余额"])
    sheet.append([1.1, 2, 800])
    sheet.append(["1.1.1 高新技术企业", 1, 500])
    annex = book.create_sheet("附表")
    annex.append(["借款企业附表"])
    for line in [["企业", "列", "行"], ["E001", "C", "1.1.1"], ["E002", "C", "1.1.2、1.2.1"]]:
        annex.append(line)
    annex.append(["填表人：", "张三"])
    book.save(HERE / "annex-on-its-own-sheet.xlsx")
    annex["C3"] = datetime.date(2001, 1, 1)
    annex.append(["E002", "C", "1.1.1"])
    book.save(HERE / "annex-wrong.xlsx")


# ---- other programs -----------------------------------------------------------------------------------------------------
def by_xlsxwriter():
    def write(name, change):
        book = xlsxwriter.Workbook(HERE / f"{name}.xlsx")
        sheet = book.add_worksheet("TF03")
        for row, line in enumerate(HEAD + TABLE):
            sheet.write_row(row, 0, line)
        change(book, sheet)
        book.close()

    write("xlsxwriter-plain", lambda book, sheet: None)
    # Without a value given, it stores 0 as the result of every formula.
    write("xlsxwriter-formula", lambda book, sheet: sheet.write_formula("B8", "=B7+1300.5"))
    write(
        "xlsxwriter-strings",
        lambda book, sheet: sheet.write_rich_string("B7", "1", book.add_format({"bold": True}), "200"),
    )


def by_pandas():
    table = pandas.DataFrame(TABLE[1:], columns=TABLE[0]).set_index("行")
    head = pandas.DataFrame(
        [[name, pandas.Timestamp("2024-12-01") if name == "报告期" else value] for name, value in HEAD]
    )
    with pandas.ExcelWriter(HERE / "pandas.xlsx", engine="openpyxl") as writer:
        head.to_excel(writer, sheet_name="TF03", header=False, index=False)
        table.to_excel(writer, sheet_name="TF03", startrow=len(HEAD))
    with open(HERE / "pandas.csv", "w", encoding="utf-8") as file:
        head.to_csv(file, header=False, index=False)
        table.to_csv(file)


def by_libreoffice():
    book, sheet = base()
    sheet["B8"] = "=B7+1300.5"
    number(sheet["B3"], datetime.date(2024, 12, 1), 'yyyy"年"m"月"')
    sheet["C8"] = '=IF(1=2,"x",100.25)'
    sheet["D8"] = '=IF(1=2,"x","")'
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "libreoffice.xlsx"
        book.save(source)
        # Fields with semicolons between, in UTF-8, as they are shown.
        semicolons = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"
        for kind, how in {"xlsx": "xlsx", "ods": "ods", "xls": "xls", "csv": semicolons}.items():
            converted = convert(source, how, Path(folder) / kind, kind)
            (HERE / f"libreoffice.{kind}").write_bytes(converted)
        sheet["B8"] = "=B7/0"
        book.save(source)
        (HERE / "libreoffice-error.xlsx").write_bytes(convert(source, "xlsx", Path(folder) / "e", "xlsx"))


def convert(source, how, out, kind):
    subprocess.run(["soffice", "--headless", "--convert-to", how, "--outdir", out, source], check=True)
    return (out / f"{source.stem}.{kind}").read_bytes()


def others():
    plain = (HERE / "plain.xlsx").read_bytes()
    with open(HERE / "password.xlsx", "w+b") as file:
        msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(plain)).encrypt("secret", file)
    old = xlwt.Workbook(encoding="utf-8")
    sheet = old.add_sheet("TF03")
    for row, line in enumerate(HEAD + TABLE):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    old.save(str(HERE / "xlwt.xls"))
    old.save(str(HERE / "wps.et"))
    with zipfile.ZipFile(HERE / "no-workbook.zip", "w") as archive:
        archive.writestr("TF03.csv", "机构,BNK_JJB\n")
    with zipfile.ZipFile(HERE / "binary.xlsb", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    parts = zipfile.ZipFile(io.BytesIO(plain))
    with zipfile.ZipFile(HERE / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            archive.writestr(name, parts.read(name))
        archive.writestr("xl/media/a.xml", b" " * 4_000_000)
    # What 51 MB would be: said in the directory, which is looked at before anything is unpacked.
    data = bytearray((HERE / "bomb.xlsx").read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (51_000_000).to_bytes(4, "little")
    (HERE / "bomb.xlsx").write_bytes(data)
    with zipfile.ZipFile(HERE / "strict-prefixes.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            text = parts.read(name)
            if name.startswith("xl/worksheets/sheet"):
                words = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", text)
                text = words.replace(b"xmlns=", b"xmlns:x=")
            archive.writestr(name, text)


if __name__ == "__main__":
    with_area()
    with_annex()
    by_xlsxwriter()
    by_pandas()
    by_libreoffice()
    others()
