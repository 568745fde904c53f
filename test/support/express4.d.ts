/** The npm alias of Express 4 has no types of its own. The tests use what both releases have. */
declare module 'express4' {
  import express from 'express'

  export default express
}
