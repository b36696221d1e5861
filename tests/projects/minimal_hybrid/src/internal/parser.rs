//! Reads factors: `2 * 3`.

/// A piece of an expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// A number.
    Number(f64),
    /// `*`
    Times,
}

/// An expression.
#[derive(Debug)]
pub enum Expr {
    /// A number.
    Number(f64),
    /// A product of two expressions.
    Product(Box<Expr>, Box<Expr>),
}

/// Reads tokens one after the other.
pub struct ExprParser<'a> {
    rest: &'a [Token],
}

impl<'a> ExprParser<'a> {
    /// Start at the first token.
    pub fn new(tokens: &'a [Token]) -> Self {
        Self { rest: tokens }
    }

    /// Read all of it.
    pub fn parse(mut self) -> Option<Expr> {
        let first = self.number()?;
        match self.rest.split_first() {
            Some((Token::Times, rest)) => {
                self.rest = rest;
                Some(Expr::Product(Box::new(first), Box::new(self.number()?)))
            }
            _ => Some(first),
        }
    }

    fn number(&mut self) -> Option<Expr> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        if let Token::Number(value) = first { Some(Expr::Number(*value)) } else { None }
    }
}

/// Split a text into tokens; `None` for what is none.
pub fn tokenize(text: &str) -> Option<Vec<Token>> {
    text.split_whitespace().map(|word| if word == "*" { Some(Token::Times) } else { word.parse().ok().map(Token::Number) }).collect()
}
