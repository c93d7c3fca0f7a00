/** Titles by which people are addressed after their surname: 方部长, 顾总经理. */
const titles = /(董事长|总经理|总会计师|总监|部长|主任|厂长|店长|经理|科长|处长|主管)$/

/** Surnames of two characters, and the commonest of one (national census figures). */
const double = /^(欧阳|尉迟|司马|上官|诸葛|东方|皇甫|公孙|慕容|司徒|夏侯|令狐|宇文|长孙|端木)/
const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤祁戚祝仇单查解冼岳郎牛章庞蓝鲍辛苗封'

/**
 * How the system greets somebody: the surname with the title, 方部长, where both are sure; else the whole name, since not
 * every name begins with a surname (乌日娜, 阿依古丽·买买提).
 */
export function addressOf(name: string, position: string): string {
  const title = titles.exec(position)?.[1]
  const surname = double.exec(name)?.[1] ?? (single.includes(name[0] ?? '') && name.length <= 3 ? name[0] : undefined)
  return title && surname && !name.includes('·') ? `${surname}${title}` : name
}
