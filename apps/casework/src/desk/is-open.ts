/** For rows of `disposition`: parts that may still ask something of a body. Not given away, and the case not over. */
export const isOpenSql = `status in ('offered', 'accepted', 'answered') and case_status not in ('closed', 'archived')`;
