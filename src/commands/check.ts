import { loadTurnData, newSession, type TurnData, takeTurn } from '../conversation/conversation.ts';
import { type DataFile, formatProblem, type Problem, readDataFolder } from '../data-files/data-files.ts';
import { type Policy, resolveRegion } from '../policies/policies.ts';

/** Validates what clerks keep, runs each policy's own questions, and prints every mistake at once. Resolves to the exit status. */
export async function runCheck(root: string): Promise<number> {
  const { data, problems } = loadTurnData(root, null);
  const failed = data ? failedExamples(data, readDataFolder(root, 'policy-kb/policies')) : [];
  for (const problem of [...problems, ...failed]) console.log(formatProblem(problem));
  const errors = [...problems, ...failed].filter((problem) => problem.level === 'error').length;
  if (errors > 0) {
    console.log(`共 ${errors} 处要改。`);
    return 1;
  }
  const examples = data?.knowledge.policies.reduce((sum, policy) => sum + policy.examples.length, 0) ?? 0;
  console.log(
    `数据没有错误：${data?.knowledge.policies.length} 条政策，${data?.knowledge.documents.size} 份文件，${examples} 个试问都答对了。`,
  );
  return 0;
}

/** 试问 that are not answered as they should be, as sentences. */
export function failedExamples(data: TurnData, files: readonly DataFile[]): Problem[] {
  return data.knowledge.policies.flatMap((policy) =>
    policy.examples.flatMap((example): Problem[] => {
      const document = data.knowledge.documents.get(policy.document);
      if (!document) return [];
      const { reply } = takeTurn(data, {
        session: newSession(
          example.region === null ? document.region : resolveRegion(data.knowledge.regions, example.region),
        ),
        text: example.question,
        asOf: example.asOf ?? document.from,
      });
      const wrong: string[] = [];
      if (reply.kind !== 'answer') wrong.push(`答成了“${reply.text.split('\n')[0]}”`);
      else if (!reply.policies.includes(policy.id) && !citesSame(reply.citations, policy))
        wrong.push(`答成了 ${reply.policies.join('、')}`);
      if (example.amount !== null && reply.amount !== example.amount)
        wrong.push(`金额算出 ${reply.amount ?? '空'}，应是 ${example.amount}`);
      for (const part of example.contains) if (!reply.text.includes(part)) wrong.push(`回答里没有“${part}”`);
      if (wrong.length === 0) return [];
      return [
        {
          ...placeOf(example.question, policy, files),
          message: `试问“${example.question}”${wrong.join('；')}。`,
          level: 'error',
        },
      ];
    }),
  );
}

function placeOf(
  question: string,
  policy: Policy,
  files: readonly DataFile[],
): { file: string; line: number | null } {
  const file = files.find(({ name }) => name === policy.id);
  const index =
    file?.source.split('\n').findIndex((line) => /^\s*(?:- )?问:/.test(line) && line.includes(question)) ??
    -1;
  return { file: file?.path ?? policy.id, line: index < 0 ? null : index + 1 };
}

function citesSame(citations: readonly { document: string; clause: string }[], policy: Policy): boolean {
  return citations.some(
    (citation) => citation.document === policy.document && citation.clause === policy.clauses[0],
  );
}
