// Answers each line of standard input, a kind of query and a pattern of files,
// with the seconds the query took, the number of groups and the sum of
// concentration × flow. The process and the database start before.
import { createInterface } from 'node:readline'
import { DuckDBInstance } from '@duckdb/node-api'

const table = (files) => `read_csv('${files}', header = true, columns = {'t': 'TIMESTAMP', 'o': 'VARCHAR',
  'p': 'VARCHAR', 'c': 'DECIMAL(18,6)', 'q': 'DECIMAL(18,2)'})`

const queries = {
  // sums alone: nothing is said of rows that come twice
  sums: (files) => `select o, p, date_trunc('month', t) m, count(*) n, sum(c * q) s from ${table(files)} group by all`,
  // what tidai monitor does: one value for each hour, none where they differ; mean and extremes
  same: (files) => `with hours as (select o, p, t, min(c) c, max(c) c2, min(q) q, max(q) q2, count(*) n
      from ${table(files)} group by all)
    select o, p, date_trunc('month', t) m, sum(n) n, count(*) filter (c = c2 and q = q2) used,
      sum(c * q) filter (c = c2 and q = q2) s, sum(c * q) filter (c = c2 and q = q2) / sum(q) filter (c = c2 and q = q2) mean,
      min(c) least, max(c) most from hours group by all`,
}

const db = await DuckDBInstance.create(':memory:', { threads: '2' })
const connection = await db.connect()
for await (const line of createInterface({ input: process.stdin })) {
  const [kind, files] = line.split(' ')
  const began = process.hrtime.bigint()
  const rows = (await connection.runAndReadAll(queries[kind](files))).getRowObjects()
  const seconds = Number(process.hrtime.bigint() - began) / 1e9
  const sum = rows.reduce((all, r) => all + BigInt(r.s.toString().replace('.', '')), 0n) // of 8 decimals
  console.log(`${seconds} ${rows.length} ${sum}`)
}
