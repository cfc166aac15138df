"""The optimisation: one step after the other over given batches, from any state. Files are for `checkpoints`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import torch

from embeddings.bert import processor_precision
from training.batches import checksum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from transformers import PreTrainedModel

Item = TypeVar("Item")
Item_contra = TypeVar("Item_contra", contravariant=True)

SMOOTHING = 0.98
"""Share of the running loss that a step keeps of the one before."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The recipe's figures."""

    learning_rate: float = 3e-4
    """Before warm-up and decay; see the function `learning_rate`."""
    warm_up: float = 0.06
    """Share of the steps over which the learning rate rises from 0."""
    betas: tuple[float, float] = (0.9, 0.98)
    weight_decay: float = 0.01
    """Of matrices; biases and LayerNorm have none."""
    largest_gradient: float = 1.0
    averaging: float = 0.998
    """Share of the averaged weights that a step keeps."""
    averaged: float = 0.4
    """Share of the steps, the last ones, over which weights are averaged."""
    dropout: float = 0.0


RECIPE = Settings()
REFINING = Settings(learning_rate=1e-4, dropout=0.1)
"""Of a second pass over questions that were seen before: smaller steps, and harder to learn by heart."""
GROUPED = Settings(dropout=0.1, averaging=0.996)
"""Of the third pass; a variant has its own learning rate."""


@dataclass(frozen=True, slots=True)
class Step:
    """What is known after a step."""

    number: int
    loss: float
    running_loss: float


class Tensors(Protocol):
    """What the model reads of a batch, and how well it does: `training.batches.Batch` is such."""

    @property
    def ids(self) -> torch.Tensor: ...

    @property
    def attention(self) -> torch.Tensor: ...

    @property
    def segments(self) -> torch.Tensor: ...

    def loss(self, starts: torch.Tensor, ends: torch.Tensor) -> torch.Tensor: ...


class MakeTensors(Protocol[Item_contra]):
    def __call__(self, batch: Sequence[Item_contra], /, *, padding: int, device: torch.device) -> Tensors: ...


class Training(Generic[Item]):
    """A model on its way through the batches, one step each."""

    def __init__(
        self,
        model: PreTrainedModel,
        batches: Sequence[Sequence[Item]],
        tensors: MakeTensors[Item],
        *,
        padding: int = 0,
        settings: Settings | None = None,
    ) -> None:
        self.model = model
        self.step = 0
        self._settings = settings or RECIPE
        self._batches = batches
        self._tensors = tensors
        self._padding = padding
        self._optimizer = _optimizer(model, self._settings)
        self._averaged: dict[str, torch.Tensor] = {}
        self.running_loss: float | None = None
        """The exponential mean of the steps' losses, begun at the first one's; None before it."""
        self._bfloat16 = computes_bfloat16(model.device)
        self.identity = f"{checksum(batches)} {sorted(asdict(self._settings).items())}"
        """What must be the same for a state to be continued: the batches in order, and the figures."""

    @property
    def total(self) -> int:
        """Steps of the whole pass, which the learning rate is planned over."""
        return len(self._batches)

    def steps(self, until: int | None = None) -> Iterator[Step]:
        """Take steps, to the end or until that many are taken in all; the state is whole at every one yielded."""
        self.model.train()
        for number in range(self.step, min(self.total, self.total if until is None else until)):
            loss = self._take(number)
            self.step = number + 1
            before = loss if self.running_loss is None else self.running_loss
            self.running_loss = SMOOTHING * before + (1 - SMOOTHING) * loss
            yield Step(self.step, loss, self.running_loss)

    def averaged_weights(self) -> dict[str, torch.Tensor]:
        """Return the weights of the model with the averaged ones in the place of those that were trained."""
        return self.model.state_dict() | self._averaged

    def state(self) -> dict[str, Any]:
        """Return all that a later process needs to go on as if it were this one."""
        return {
            "identity": self.identity,
            "step": self.step,
            "model": self.model.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "averaged": self._averaged,
            "running_loss": self.running_loss,
            "random": torch.get_rng_state(),
            "random_cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a state: the step is also the place in the data and on the learning rate's plan."""
        self.model.load_state_dict(state["model"])
        self._optimizer.load_state_dict(state["optimizer"])
        self._averaged = {name: tensor.to(self.model.device) for name, tensor in state["averaged"].items()}
        self.running_loss = state["running_loss"]
        self.step = state["step"]
        torch.set_rng_state(state["random"])
        if torch.cuda.is_available() and len(state["random_cuda"]) == torch.cuda.device_count():
            torch.cuda.set_rng_state_all(state["random_cuda"])

    def _take(self, number: int) -> float:
        for group in self._optimizer.param_groups:
            group["lr"] = learning_rate(number, self.total, self._settings)
        device = self.model.device
        batch = self._tensors(self._batches[number], padding=self._padding, device=device)
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=self._bfloat16):
            read = self.model(input_ids=batch.ids, attention_mask=batch.attention, token_type_ids=batch.segments)
        loss = batch.loss(read.start_logits, read.end_logits)
        loss.backward()  # type: ignore[no-untyped-call]  # torch types it so
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), self._settings.largest_gradient)
        self._optimizer.step()
        self._optimizer.zero_grad()
        self._average(number)
        return float(loss.detach())

    def _average(self, number: int) -> None:
        """Begin the averaged weights as those after the step before the last ones, and let them follow."""
        first = int((1 - self._settings.averaged) * self.total)
        if number < first - 1:
            return
        with torch.no_grad():
            for name, weights in self.model.named_parameters():
                if not weights.requires_grad:
                    continue
                if name not in self._averaged:
                    self._averaged[name] = weights.detach().clone()
                else:
                    self._averaged[name].lerp_(weights, 1 - self._settings.averaging)


def learning_rate(number: int, total: int, settings: Settings) -> float:
    """Return the rate of a step, counted from 0: a line that falls to 0, times one that rises over the warm-up.

    So its highest is a little below the setting's, which it would have at the first step.
    """
    warm_up = max(1, int(settings.warm_up * total))
    return settings.learning_rate * min(1.0, (number + 1) / warm_up) * (total - number) / total


def computes_bfloat16(device: torch.device) -> bool:
    """Whether the device multiplies bfloat16 in hardware; elsewhere it would only be slower."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    return processor_precision() == "bfloat16"


def _optimizer(model: PreTrainedModel, settings: Settings) -> torch.optim.AdamW:
    trained = [weights for weights in model.parameters() if weights.requires_grad]
    return torch.optim.AdamW(
        [
            {"params": [weights for weights in trained if weights.ndim > 1], "weight_decay": settings.weight_decay},
            {"params": [weights for weights in trained if weights.ndim <= 1], "weight_decay": 0.0},
        ],
        lr=settings.learning_rate,
        betas=settings.betas,
    )
