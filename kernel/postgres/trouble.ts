/**
 * Something outside the program that keeps it from starting: a full disk, a port that is taken, a directory of
 * somebody else. Its message says in Chinese what happened, what was kept and what to do; it is printed without a
 * stack, because the person who reads it cannot mend the code.
 */
export class Trouble extends Error {}

/** The words for a full disk, wherever the database met it. */
export const diskFull = (dir: string) =>
  new Trouble(`磁盘空间不足，数据库无法写入 ${dir}。已提交的数据都还在；请清出空间后重新启动。`)
