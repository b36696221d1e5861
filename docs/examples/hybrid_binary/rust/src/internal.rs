//! The engine: tasks, their order, and what can go wrong. Pure Rust.

use std::fmt;
use std::time::Duration;

/// A task as the engine knows it.
///
/// Its Python face is [`PyTask`](crate::PyTask).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// What other tasks call it; never empty.
    pub name: String,
    /// One line for people.
    pub description: Option<String>,
    /// The tasks it waits for, in the order in which they were named.
    pub dependencies: Vec<String>,
}

impl Task {
    /// Make a task that waits for nothing.
    ///
    /// # Errors
    ///
    /// [`ExecutorError::EmptyName`] if the name is empty.
    pub fn new(name: impl Into<String>, description: Option<String>) -> Result<Self, ExecutorError> {
        let name = name.into();
        if name.is_empty() {
            return Err(ExecutorError::EmptyName);
        }
        Ok(Self { name, description, dependencies: Vec::new() })
    }

    /// Make it wait for another task.
    ///
    /// # Errors
    ///
    /// [`ExecutorError::Cycle`] if a task would wait for itself.
    pub fn depends_on(&mut self, name: &str) -> Result<(), ExecutorError> {
        if name == self.name {
            return Err(ExecutorError::Cycle { tasks: vec![name.to_owned()] });
        }
        self.dependencies.push(name.to_owned());
        Ok(())
    }
}

/// What a run has done.
#[derive(Clone, Debug, Default)]
pub struct RunResult {
    /// The names of the tasks that were run, first one first.
    pub tasks_run: Vec<String>,
    /// The names of those that failed.
    pub failed: Vec<String>,
    /// From start to end.
    pub duration: Duration,
}

impl RunResult {
    /// A result in which every task succeeded at once.
    pub fn of(tasks_run: Vec<String>) -> Self {
        Self { tasks_run, ..Self::default() }
    }
}

/// Finds the order in which tasks have to run.
///
/// | tasks | order |
/// | --- | --- |
/// | `a` | `a` |
/// | `b` after `a` | `a`, `b` |
#[derive(Debug, Default)]
pub struct TaskExecutor {
    tasks: Vec<Task>,
}

impl TaskExecutor {
    /// Add a [`Task`]. A later one of the same name replaces it.
    pub fn add(&mut self, task: Task) {
        self.tasks.retain(|known| known.name != task.name);
        self.tasks.push(task);
    }

    /// The names of all tasks.
    pub fn names(&self) -> Vec<String> {
        self.tasks.iter().map(|task| task.name.clone()).collect()
    }

    /// The tasks to run for one, dependencies first.
    ///
    /// ```
    /// # use hybrid_binary::internal::{Task, TaskExecutor};
    /// let mut executor = TaskExecutor::default();
    /// executor.add(Task::new("build", None)?);
    /// assert_eq!(executor.order("build")?, ["build"]);
    /// # Ok::<(), hybrid_binary::internal::ExecutorError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ExecutorError::UnknownTask`] for a name that nobody registered, [`ExecutorError::Cycle`] if tasks wait for each other.
    pub fn order(&self, name: &str) -> Result<Vec<String>, ExecutorError> {
        let mut order = Vec::new();
        self.visit(name, &mut Vec::new(), &mut order)?;
        Ok(order)
    }

    fn visit(&self, name: &str, path: &mut Vec<String>, order: &mut Vec<String>) -> Result<(), ExecutorError> {
        if order.iter().any(|done| done == name) {
            return Ok(());
        }
        if path.iter().any(|waiting| waiting == name) {
            return Err(ExecutorError::Cycle { tasks: path.clone() });
        }
        let task = self.tasks.iter().find(|task| task.name == name);
        let task = task.ok_or_else(|| ExecutorError::UnknownTask(name.to_owned()))?;
        path.push(name.to_owned());
        for dependency in &task.dependencies {
            self.visit(dependency, path, order)?;
        }
        path.pop();
        order.push(name.to_owned());
        Ok(())
    }
}

/// What can go wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ExecutorError {
    /// A task needs a name.
    EmptyName,
    /// Nobody registered a task of this name.
    UnknownTask(String),
    /// Tasks wait for each other.
    Cycle {
        /// Those on the way from the first one back to itself.
        tasks: Vec<String>,
    },
}

impl fmt::Display for ExecutorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyName => write!(f, "a task needs a name"),
            Self::UnknownTask(name) => write!(f, "no task is called {name:?}"),
            Self::Cycle { tasks } => write!(f, "tasks wait for each other: {}", tasks.join(", ")),
        }
    }
}

impl std::error::Error for ExecutorError {}
