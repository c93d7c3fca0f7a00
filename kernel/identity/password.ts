import { hash, verify } from '@node-rs/argon2'
import { isCommonPassword } from './common-passwords.ts'

/** argon2id with 19 MiB, two passes, one lane (OWASP Password Storage); 29 ms on the reference machine. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const longest = 128

/** The digest of a random text that nobody knows: what a sign-in with an unknown name is held against. */
const nobody = '$argon2id$v=19$m=19456,t=2,p=1$6VATBguSy0HOBXMm+i6SiQ$zsZjJIjis0ZP575u+EjCfegzmLuywHW6oabMJIGos1Q'

/** The text that is kept in place of a password. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), cost)

/**
 * Whether a password is the one that was set. Without a hash (an unknown name, a person without a password) it takes
 * the same time and is false.
 */
export async function verifyPassword(known: string | undefined, password: string): Promise<boolean> {
  const usable = password.length <= longest * 2
  const same = await verify(known ?? nobody, usable ? password.normalize('NFKC') : '')
  return same && usable && known !== undefined
}

/**
 * Which rules a new password breaks, in Chinese, all at once; none when it may be used.
 * Follows the usual reading of GB/T 22239 level 2 (length, kinds) and ASVS 5.0 6.2 (long ones need no kinds, common ones
 * and words of the context are refused, at least 64 characters are allowed).
 */
export function brokenRules(password: string, context: { login: string; company: string }): string[] {
  const length = [...password].length
  const rules: [boolean, string][] = [
    [length < 10, '至少 10 个字'],
    [length > longest, `最多 ${longest} 个字`],
    [length < 16 && kindsOf(password) < 3, '大写字母、小写字母、数字、符号至少要有三种（16 个字以上的不作要求）'],
    [contains(password, context.login), '不能包含登录名'],
    [contains(password, context.company), '不能包含公司名称'],
    [isCommonPassword(password), '太常见，容易被猜中'],
  ]
  return rules.filter(([broken]) => broken).map(([, words]) => words)
}

/** Chinese characters count as a kind of their own, like signs. */
function kindsOf(password: string): number {
  return [/[A-Z]/, /[a-z]/, /\d/, /[^A-Za-z\d]/].filter((kind) => kind.test(password)).length
}

function contains(password: string, part: string): boolean {
  const word = part.trim().toLowerCase()
  return word.length >= 2 && password.toLowerCase().includes(word)
}
