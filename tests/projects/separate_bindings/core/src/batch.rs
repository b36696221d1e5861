/// Column names and values.
pub type Row = Vec<(String, Value)>;

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    Bytes(Vec<u8>),
    List(Vec<Value>),
    Record { fields: Row },
}

/// Rows that belong together.
#[derive(Debug, Clone, Default)]
pub struct DataBatch {
    rows: Vec<Row>,
}

impl DataBatch {
    /// Gather rows.
    pub fn new(rows: Vec<Row>) -> Self {
        Self { rows }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Apply a function to each row.
    pub fn map<F>(self, f: F) -> Self
    where
        F: FnMut(Row) -> Row,
    {
        Self { rows: self.rows.into_iter().map(f).collect() }
    }
}
