/**
 * Whether a password is one of those that everybody tries first. Case, common substitutions (p@ssw0rd) and what is hung
 * on at the ends (2024, 123!, aaa) do not make a common word a secret one.
 */
export function isCommonPassword(password: string): boolean {
  const lower = password.toLowerCase().slice(0, 128)
  const folded = fold(lower)
  const bare = folded.replace(/^[\0-`{-~]+|[\0-`{-~]+$/g, '')
  if (words.has(bare) || words.has(lower) || words.has(lower.replace(/[\0-`{-~]+$/, ''))) return true
  return isRun(lower) || repeats(lower) || new Set(folded).size <= 3
}

const words = new Set(
  `password passwd pass passpass passphrase admin adminadmin administrator root rootroot superuser super sysadmin system
  user useruser username login letmein welcome welcomeback hello helloworld iloveyou loveyou lovely love test testtest
  testing tester guest default changeme changeit secret secrets master manager company office server computer internet
  samsung huawei xiaomi apple google microsoft windows oracle postgres postgresql mysql linux ubuntu docker qwerty
  qwertyuiop qwert asdf asdfgh asdfghjkl asdfasdf zxcvbn zxcvbnm qazwsx qazwsxedc qweasd qweasdzxc qwerasdf qwerqwer
  qweqwe asdasd zxczxc qaz wsx zaq abc abcd abcde abcdef abcdefg abcabc abcdabcd dragon monkey shadow sunshine princess
  football baseball basketball superman batman pokemon michael jordan jennifer ashley daniel charlie thomas george
  killer trustno freedom whatever starwars matrix flower summer winter spring autumn monday friday january
  woaini woaiwojia woaizhongguo nihao nihaoma mima wodemima zhongguo beijing shanghai guangzhou shenzhen gongsi
  guanliyuan yonghu denglu caiwu kuaiji renshi yunying xitong ceshi ceshiceshi wangwei lijun zhangwei liwei wangfang
  jingwei jingweiyunying a aa aaa aaaa p q
  1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 a1b2c3d4 a1b2c3d4e5 1a2b3c4d5e zaq12wsx zaq1@wsx
  1qaz2wsx 1qaz@wsx !qaz2wsx !qaz@wsx 1qaz2wsx3edc 1qaz@wsx3edc 1qaz@wsx#edc !qaz@wsx#edc`
    .split(/\s+/)
    .filter(Boolean),
)

const runs = [
  '0123456789'.repeat(12),
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
]

/** A piece of the alphabet, of the digits or of the keyboard, forwards or backwards. */
function isRun(password: string): boolean {
  const backwards = [...password].reverse().join('')
  return runs.some((run) => run.includes(password) || run.includes(backwards))
}

/** One short piece over and over: abcabcabcabc, 20242024. */
function repeats(password: string): boolean {
  return /^(.{1,5})\1+$/.test(password)
}

const alike: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}

/** Substitutions inside a word are undone; at its ends digits and signs are additions and stay. */
function fold(password: string): string {
  return password.replace(/(?<=[a-z].*)[@431!0$57](?=.*[a-z])/g, (sign) => alike[sign] ?? sign)
}
