/** English words that carry no content of their own, in lower case. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above across after again against all almost along already also although always am among an and another any
  anything are aren around as at away be became because become becomes been before being below between both but by can
  cannot could did didn do does doesn doing don done down during each either else enough etc even ever every everything
  few first for from further get gets give given gives go goes going had has hasn have haven having he hence her here
  hers herself him himself his how however i if in indeed instead into is isn it its itself just kind least let ll less
  like made make makes making many may me might mine more most much must my myself near need needs neither never no nor
  not nothing now of off often on once one ones only onto or other others our ours out over own per perhaps quite rather
  re really same second several shall she should shouldn since so some someone something sometimes soon still such t
  than that the their theirs them themselves then there thereby therefore these they thing things this those though
  through thus to together too toward towards two under until up upon us use used useful uses using usually ve very via
  was wasn way ways we well were what whatever when where whereas whether which while who whole whom whose why will with
  within without won would yet you your yours yourself`.split(/\s+/),
)

/** Words that belong to the form of a question, not to what it asks. */
export const ITEM_STOP_WORDS: ReadonlySet<string> = new Set(
  `answer answers best blank choose command complete completes correct correctly definition describe described describes
  description explain explains fill fit fits following in match matches mean meaning means missing name named option
  options order phrase question read refer refers right select sentence statement statements step steps task term terms
  true word words`.split(/\s+/),
)
