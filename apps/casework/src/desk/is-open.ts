/** For rows of `disposition`: the case is not over. The index of what there is to do has the same words. */
export const goesOnSql = `case_status not in ('closed', 'archived')`;
/** Parts that may still ask something of a body: not given away, and the case not over. */
export const isOpenSql = `status in ('offered', 'accepted', 'answered') and ${goesOnSql}`;
